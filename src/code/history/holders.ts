import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { batched } from './batched.ts'

/** Finds words in files that no survey reads, each once: what is asked while git looks waits, and is then looked for together. */
export function openHolders(
  git: Pick<Git, 'search'>,
  commit: string,
): Pick<History, 'filesHolding'> {
  const known = new Map<string, Promise<readonly string[]>>()
  const asking = new Map<string, (word: string) => Promise<readonly string[]>>()
  return {
    filesHolding(word, folders) {
      if (folders?.length === 0) return Promise.resolve([])
      const place = folders?.join('\n') ?? '\n'
      const ask =
        asking.get(place) ??
        batched((words: readonly string[]) => git.search({ words, commit, folders }), {
          inTurn: true,
        })
      asking.set(place, ask)
      const found = known.get(`${word}\n${place}`) ?? ask(word)
      known.set(`${word}\n${place}`, found)
      return found
    },
  }
}
