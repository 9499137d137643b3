import type { Survey } from '../domain/fact.ts'
import { isConventional } from './past/conventions.ts'
import { pathsEndingIn, sourceOf, withoutRepositoryName } from './path-ends.ts'

/**
 * A drawing of folders is of this repository when most of what it shows is there, in one and the same folder. A folder with something
 * drawn below it counts for nothing by itself: every project has a `src/test`; nor does what every project has at its top, unless next to
 * nothing of the drawing is missing.
 */
export const isDrawnHere = (beside: readonly string[], surveys: readonly Survey[]): boolean => {
  const ends = beside.filter((path) => !beside.some((other) => other.startsWith(`${path}/`)))
  const telling = ends.filter((path) => !isOfEvery(path))
  return surveys.some((survey) => {
    const all = mostTogether(ends, survey)
    const found = mostTogether(telling, survey)
    return (
      (found > 1 && found * 2 >= telling.length) || (found > 0 && all > 2 && all >= ends.length - 1)
    )
  })
}

/** How many of some paths lie together, from whichever folder they count. */
const mostTogether = (paths: readonly string[], survey: Survey): number =>
  Math.max(0, ...countsOf(paths.flatMap((path) => rootsOf(path, survey))).values())

/** The folders of the repository in which a path may count from. */
function rootsOf(path: string, survey: Survey): readonly string[] {
  const bare = path.replace(/\/$/, '')
  const written = [bare, withoutRepositoryName(bare, survey) ?? bare]
  const roots = [...new Set([...written, ...written.map(sourceOf)])].flatMap((one) => [
    ...(survey.paths.has(one) ? [''] : []),
    ...pathsEndingIn(one, survey).map((found) => found.slice(0, -one.length)),
  ])
  return [...new Set(roots)]
}

function countsOf(roots: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const root of roots) counts.set(root, (counts.get(root) ?? 0) + 1)
  return counts
}

/** What every project of a sort has at its top tells nothing of whose a drawing is: a manifest, a licence, a readme. */
const isOfEvery = (path: string): boolean =>
  isConventional(path, []) ||
  /^(?:readme|licen[cs]e|changelog|contributing|authors|notice)(?:\.\w{1,8})?$/i.test(path)
