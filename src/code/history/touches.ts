import type { History } from '../../domain/history.ts'
import { dateAt } from '../../git/commit.ts'
import type { Git } from '../../git/git.ts'
import type { Past, PastCommit, Touch } from '../../git/past.ts'
import { exactMoves } from '../../git/renames.ts'

/** Tells when files changed. */
export function openTouches(
  git: Git,
  read: () => Promise<Past>,
): Pick<History, 'datesOf' | 'changesSince'> {
  const origins = new Map<PastCommit, ReadonlyMap<string, string>>()
  /** Where a file came from without a change of its content. */
  const originOf = ({ commit, change }: Touch): string | null => {
    if (change.status !== 'added') return null
    const known = origins.get(commit) ?? originsIn(commit)
    origins.set(commit, known)
    return known.get(change.path) ?? null
  }
  return {
    async changesSince(moment, paths) {
      const after = Date.parse(moment)
      const past = await read()
      const oldest = past.commits.at(-1)?.committed ?? Number.POSITIVE_INFINITY
      // What was cut off a shallow history may lie after the moment too.
      if (Number.isNaN(after) || (git.isShallow && !(oldest * 1000 <= after))) return null
      const since = new Set<number>()
      for (const { commit } of paths.flatMap((path) => past.of(path))) {
        // What was written before a moment but merged after it came after it.
        if (!isMerge(commit) && commit.committed * 1000 > after) since.add(commit.order)
      }
      return since.size
    },
    async datesOf(path) {
      const touches = lifeOf(path, await read(), originOf)
      const newest = touches.find((touch) => originOf(touch) === null)?.commit
      const first = touches.at(-1)?.commit
      if (newest === undefined || first === undefined) return null
      // Where history is cut off, its first commit seems to have written everything.
      if (git.isShallow && newest.parents.length === 0) return null
      const modified = dateAt(newest.authored)
      const created = dateAt(first.authored)
      return created === null || modified === null ? null : { created, modified }
    },
  }
}

const isMerge = ({ parents }: PastCommit): boolean => parents.length > 1

const originsIn = ({ changes }: PastCommit): ReadonlyMap<string, string> =>
  new Map([...exactMoves(changes)].map(([from, { to }]) => [to, from]))

const mostRenames = 20

/** All touches of a file, newest first, under this name and those it had before. */
function lifeOf(
  path: string,
  past: Past,
  originOf: (touch: Touch) => string | null,
): readonly Touch[] {
  const life: Touch[] = []
  let name: string | null = path
  let before = -1
  for (let hop = 0; hop <= mostRenames && name !== null; hop += 1) {
    const older: readonly Touch[] = past
      .of(name)
      .filter(({ commit }) => commit.order > before && !isMerge(commit))
    const renamed = older.findIndex((touch) => originOf(touch) !== null)
    life.push(...(renamed < 0 ? older : older.slice(0, renamed + 1)))
    const origin = older[renamed]
    name = origin === undefined ? null : originOf(origin)
    before = origin?.commit.order ?? before
  }
  return life
}
