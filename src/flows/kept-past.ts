import { digestOf } from '../code/extractor-version.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Between } from '../git/between.ts'
import type { Git } from '../git/git.ts'
import { keptPast, type PastKeeper, pastKey } from '../git/kept-past.ts'
import type { Past } from '../git/past.ts'
import { pack, unpack } from '../values/packed.ts'

const pastVersion = digestOf(['../git'], ['../values/packed'])

/** The past up to the end of a change, of which git tells only what came since it was last read. */
export const pastOfChange = (
  git: Git,
  change: Pick<Between, 'base' | 'head' | 'commits'>,
  cache: FactCache,
): Promise<Past> => keptPast(git, change, keeperOf(git, cache))

/** The past up to a commit, in the same way. */
export const pastUpTo = (git: Git, commit: string, cache: FactCache): Promise<Past> =>
  pastOfChange(git, { base: commit, head: commit, commits: new Set() }, cache)

const keeperOf = (git: Git, { pieces }: FactCache): PastKeeper => {
  const key = pastKey(git, pastVersion)
  return {
    get: async () => {
      const bytes = await pieces.get(key)
      return bytes && unpack(bytes)
    },
    put: (packed) => pieces.put(key, pack(packed)),
    fewest: 1_000,
    mostNewer: 1_000,
  }
}
