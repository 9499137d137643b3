import type { Survey } from '../domain/fact.ts'

/**
 * The dependency that a file went to: a folder that is here no more has the name of a package that code now depends
 * on, so what it stated may well be stated there still. Null where there is none.
 */
export function takenOver(path: string, surveys: readonly Survey[]): string | null {
  const folders = path
    .split('/')
    .slice(0, -1)
    .map((name, index, all) => ({ name, path: all.slice(0, index + 1).join('/') }))
    .filter(({ name }) => name.length >= 4 && !everyday.test(name))
  for (const survey of surveys)
    for (const { name, path: folder } of folders) {
      if (survey.paths.has(folder)) continue
      const taker = dependencyCalled(name, survey)
      if (taker !== null) return taker
    }
  return null
}

/** Names that folders of any project have. */
const everyday =
  /^(?:core|utils?|common|types?|config|internal|server|client|tests?|docs?|tools?)$/i

function dependencyCalled(folder: string, survey: Survey): string | null {
  const wanted = folder.toLowerCase()
  for (const name of survey.subjects('dependency')) {
    const bare = name.toLowerCase().replace(/\/v\d+$/, '')
    const last = bare.slice(bare.lastIndexOf('/') + 1)
    if (last === wanted || last === `go-${wanted}` || last === `${wanted}-go`) return name
  }
  return null
}
