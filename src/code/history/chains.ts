import type { Fate } from '../../domain/history.ts'
import { changeOf, type LostName } from './fitting.ts'
import { type Ended, goneAs, oldPlace } from './names.ts'

/** Answers how names ended, many at once. */
export type EndsOf = (names: readonly LostName[]) => Promise<readonly (Ended | null)[]>

/** How often a name's successors are followed. */
const mostHops = 4

interface Trail {
  readonly first: Ended
  readonly last: Ended
  readonly sure: number
}

/** Turns how names ended into what became of them: a new name that did not last is followed to one that did. */
export async function followed(
  ends: readonly (Ended | null)[],
  isAlive: (name: LostName) => boolean,
  endsOf: EndsOf,
): Promise<readonly (Fate | null)[]> {
  const fates: (Fate | null)[] = ends.map(() => null)
  let trails = ends.map((end) => (end === null ? null : { first: end, last: end, sure: 1 }))
  for (let hop = 0; hop < mostHops && trails.some((trail) => trail !== null); hop += 1) {
    const lost: { readonly index: number; readonly name: LostName; readonly trail: Trail }[] = []
    for (const [index, trail] of trails.entries()) {
      if (trail === null) continue
      const next = trail.last.successor
      const name = nameOf(trail.last)
      if (next === null || name === null) fates[index] = ended(trail)
      else if (isAlive(name)) fates[index] = moved(trail, next.to, trail.sure * next.sure)
      else lost.push({ index, name, trail: { ...trail, sure: trail.sure * next.sure } })
    }
    const nexts = lost.length === 0 ? [] : await endsOf(lost.map(({ name }) => name))
    const going: (Trail | null)[] = ends.map(() => null)
    lost.forEach(({ index, trail }, position) => {
      const last = nexts[position] ?? null
      fates[index] = ended(trail)
      if (last !== null) going[index] = { ...trail, last }
    })
    trails = going
  }
  return fates
}

const nameOf = ({ successor }: Ended): LostName | null =>
  successor === null
    ? null
    : { kind: successor.fact.kind, subject: successor.to, owner: successor.fact.owner }

const moved = ({ first }: Trail, to: string, sure: number): Fate => ({
  is: 'moved',
  to,
  change: changeOf(first.commit),
  was: oldPlace(first),
  sure,
})

// The name a page knows went with the first change; where it went on under another, that one's end is told too.
function ended({ first, last }: Trail): Fate {
  const gone = goneAs(first)
  if (last === first) return gone
  return { ...gone, later: { name: last.fact.subject, change: changeOf(last.commit) } }
}
