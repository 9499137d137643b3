import type { Fate, History, Lost } from '../domain/history.ts'

/** A history that gathers the names asked for in one turn and looks all of them up in one pass. */
export function batched(history: History): History {
  let waiting: { readonly lost: Lost; readonly settle: (fate: Promise<Fate>) => void }[] = []
  const flush = () => {
    const asked = waiting
    waiting = []
    const all = history.fates(asked.map(({ lost }) => lost))
    for (const [index, { settle }] of asked.entries())
      settle(all.then((fates) => fates[index] ?? { is: 'never' }))
  }
  const fate = (lost: Lost): Promise<Fate> =>
    new Promise((settle) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ lost, settle })
    })
  return { ...history, fates: (lost) => Promise.all(lost.map(fate)) }
}
