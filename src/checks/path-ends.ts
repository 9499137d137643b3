import type { Survey } from '../domain/fact.ts'

const known = new WeakMap<Survey, ReadonlyMap<string, readonly string[]>>()

/** A survey's paths by their last segments. */
function byLastSegment(survey: Survey): ReadonlyMap<string, readonly string[]> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const index = new Map<string, string[]>()
  for (const path of survey.paths) {
    const last = path.slice(path.lastIndexOf('/') + 1)
    const listed = index.get(last)
    if (listed === undefined) index.set(last, [path])
    else listed.push(path)
  }
  known.set(survey, index)
  return index
}

/** The tracked paths below some folder that end in a path on whole segments: `src/round.ts` of `lib/src/round.ts`. */
export const pathsEndingIn = (end: string, survey: Survey): readonly string[] =>
  (byLastSegment(survey).get(end.slice(end.lastIndexOf('/') + 1)) ?? []).filter((path) =>
    path.endsWith(`/${end}`),
  )

const numbered = new WeakMap<Survey, ReadonlyMap<string, string>>()

/** A path whose last segment is a name behind a number, as people put files in order: `04_error_handling` or `04_error_handling.rs`. */
export function pathNumbered(name: string, survey: Survey): string | undefined {
  const index = numbered.get(survey) ?? byNumberedName(survey)
  numbered.set(survey, index)
  return index.get(name)
}

function byNumberedName({ paths }: Survey): ReadonlyMap<string, string> {
  const index = new Map<string, string>()
  for (const path of paths) {
    const [, name] = /^\d{1,3}[-_.](.+)$/.exec(path.slice(path.lastIndexOf('/') + 1)) ?? []
    if (name === undefined) continue
    for (const one of [name, name.replace(/\.\w+$/, '')]) if (!index.has(one)) index.set(one, path)
  }
  return index
}

/** The source of a built file: `main.ts` of `main.js`. */
export const sourceOf = (path: string): string => path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')

/** `github.com/acme/ledger/mixin@main` is a path of the repository `acme/ledger`, at some revision. */
const address =
  /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/[\w.-]+\/([\w.-]+)\/([^@]+)(?:@[\w./-]+)?$/

/** A path of the repository without the address or the name of it in front; null where there is none. */
export const withoutRepositoryName = (path: string, survey: Survey): string | null => {
  const [, repository = '', inside = ''] = address.exec(path) ?? []
  if (inside !== '')
    return survey.names.some((name) => name.split('/').includes(repository)) ? inside : null
  const cut = path.indexOf('/')
  return cut > 0 && survey.names.includes(path.slice(0, cut)) ? path.slice(cut + 1) : null
}
