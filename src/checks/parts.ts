import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'

/** Files that make a folder a part of a repository that stands by itself: a chart, a package, a module. */
const manifest =
  /(?:^|\/)(?:Chart\.yaml|package\.json|composer\.json|pyproject\.toml|setup\.(?:py|cfg)|Cargo\.toml|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|[^/]+\.(?:gemspec|csproj)|variables\.tf)$/
/** Folders that are written for all parts: what builds a site of them makes them no part. */
const forAll = /(?:^|\/)(?:docs?|documentation|web-?site|site|www|\.[\w-]+)(?:\/|$)/i

const known = new WeakMap<Survey, ReadonlySet<string>>()

function partsOf(survey: Survey): ReadonlySet<string> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const parts = new Set<string>()
  for (const path of survey.paths)
    if (manifest.test(path) && path.includes('/') && !forAll.test(path))
      parts.add(posix.dirname(path))
  known.set(survey, parts)
  return parts
}

/** The innermost part that a path lies in; empty for the repository as a whole. */
function partOf(path: string, parts: ReadonlySet<string>): string {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash)
    if (parts.has(folder)) return folder
  }
  return ''
}

/** Where a claim's page lies in its repository. */
export const placeOf = ({ page }: Claim): string => page.slice(page.indexOf(':') + 1)

/** Whether the page stands inside one part of a repository, and the file inside another, beside it. */
export function isOfSibling(claim: Claim, path: string, survey: Survey): boolean {
  const place = placeOf(claim)
  if (!survey.paths.has(place)) return false
  const parts = partsOf(survey)
  const [home, other] = [partOf(place, parts), partOf(path, parts)]
  return home !== '' && other !== '' && !isWithin(home, other) && !isWithin(other, home)
}

/**
 * Whether the page introduces a folder of code, and the file stands in another, beside it: `bindings/qml/README.md` and
 * `bindings/jni/build.gradle`.
 */
export function isOfFolderBeside(claim: Claim, path: string, survey: Survey): boolean {
  const place = placeOf(claim)
  const [home, other] = [posix.dirname(place), posix.dirname(path)]
  if (home === '.' || other === '.' || forAll.test(home) || forAll.test(other)) return false
  if (!/^readme\./i.test(posix.basename(place)) || partsOf(survey).has(home)) return false
  if (isWithin(home, other) || isWithin(other, home)) return false
  for (const one of survey.paths) if (isWithin(one, home) && ofCode.test(one)) return true
  return false
}

/** Whether a file lies in the part that the page stands in, which may be the whole repository. */
export function isOfPart(claim: Claim, path: string, survey: Survey): boolean {
  const place = placeOf(claim)
  const home = survey.paths.has(place) ? partOf(place, partsOf(survey)) : ''
  return home === '' || isWithin(path, home)
}

const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}/`)

/** What programs are written in. */
const ofCode =
  /\.(?:py|[cm]?[jt]sx?|rb|php|go|rs|java|kt|pl|sh|lua|scala|c|cc|cpp|h|hpp|cs|swift|qml)$/

/**
 * Whether a page stands in a folder of its own program, two or more folders deep, which has no manifest, and a file above it: what the one asks
 * for need not be what the other does.
 */
export function isOfProgramBelow(claim: Claim, path: string, survey: Survey): boolean {
  const folder = posix.dirname(placeOf(claim))
  const above = posix.dirname(path)
  if (!folder.includes('/') || forAll.test(folder) || partsOf(survey).has(folder)) return false
  if (above !== '.' && !folder.startsWith(`${above}/`)) return false
  return [...survey.paths].some((one) => posix.dirname(one) === folder && ofCode.test(one))
}
