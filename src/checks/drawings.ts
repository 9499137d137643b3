import type { Survey } from '../domain/fact.ts'
import { isConventional } from './past/conventions.ts'
import { pathsEndingIn, withoutRepositoryName } from './path-ends.ts'

/**
 * A drawing of folders is of this repository when most of what it shows is there, in one and the same folder. A folder with something
 * drawn below it counts for nothing by itself: every project has a `src/test`.
 */
export const isDrawnHere = (beside: readonly string[], surveys: readonly Survey[]): boolean => {
  const ends = beside.filter(
    (path) => !beside.some((other) => other.startsWith(`${path}/`)) && !isOfEvery(path),
  )
  return surveys.some((survey) => {
    const roots = ends.flatMap((path) => rootsOf(path, survey))
    const found = Math.max(...countsOf(roots).values(), 0)
    return found > 1 && found * 2 >= ends.length
  })
}

/** The folders of the repository in which a path may count from. */
function rootsOf(path: string, survey: Survey): readonly string[] {
  const bare = path.replace(/\/$/, '')
  const inside = withoutRepositoryName(bare, survey) ?? bare
  const source = inside.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')
  const roots = [...new Set([inside, source])].flatMap((one) => [
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
