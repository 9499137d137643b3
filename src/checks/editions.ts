import type { Survey } from '../domain/fact.ts'
import type { Page } from '../domain/page.ts'
import { releaseNumber } from './release-number.ts'

/** A folder's release; null where its name is none: `v1`, `3.x`, `ledger-3.x`. */
const releaseOf = (folder: string): number | null =>
  releaseNumber(folder.replace(/^[a-z][a-z_]{0,30}[-_]/i, ''))

const folders = new WeakMap<Survey, ReadonlyMap<string, readonly string[]>>()

/** The names of the folders below each folder. */
function foldersBelow(survey: Survey): ReadonlyMap<string, readonly string[]> {
  const known = folders.get(survey)
  if (known !== undefined) return known
  const found = new Map<string, Set<string>>()
  for (const path of survey.paths) {
    const parts = path.split('/')
    // Files are paths too; only what has something below it is a folder.
    for (let at = 0; at < parts.length - 1; at++) {
      const above = parts.slice(0, at).join('/')
      const beside = found.get(above) ?? new Set()
      if (beside.size === 0) found.set(above, beside)
      beside.add(parts[at] ?? '')
    }
  }
  const listed = new Map([...found].map(([above, names]) => [above, [...names]]))
  folders.set(survey, listed)
  return listed
}

/** `protocol-v3.md`: what stands before the release, and the release. */
const releaseOfFile = /^(.*[-_.])?v(\d{1,3})(?:[-_](?:current|latest|stable))?(\.\w{1,8})$/i

/** `installing-1.x.rst`: one of a line of releases, beside `installing.rst` on those of today. */
const ofLine = /^(.+)[-_.]v?\d{1,3}\.x(\.\w{1,8})$/i

/** Whether a page beside this one tells of a newer release: `v4.md` beside `v3.md`. */
function isOlderPage(path: string, { paths }: Survey): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const [, today, end] = ofLine.exec(path) ?? []
  if (today !== undefined && paths.has(`${today}${end}`)) return true
  const [, stem = '', release = '', ending = ''] =
    releaseOfFile.exec(path.slice(folder.length)) ?? []
  if (release === '') return false
  for (const other of paths) {
    if (!other.startsWith(folder) || other.includes('/', folder.length)) continue
    const [, otherStem = '', newer = '', otherEnding = ''] =
      releaseOfFile.exec(other.slice(folder.length)) ?? []
    if (newer === '' || otherStem !== stem || otherEnding !== ending) continue
    if (Number(newer) > Number(release)) return true
  }
  return false
}

/**
 * What shows that a page is one of an older release's documents: its folder, `docs/v1` where `docs/v2` is, or itself,
 * `v3.md` where `v4.md` is; null when it is none.
 */
export function olderEdition({ home }: Page, surveys: readonly Survey[]): string | null {
  const parts = home?.path.split('/').slice(0, -1) ?? []
  const survey = surveys.find(({ repository }) => repository === home?.repository)
  if (survey === undefined) return null
  for (const [at, folder] of parts.entries()) {
    const release = releaseOf(folder)
    if (release === null) continue
    const beside = foldersBelow(survey).get(parts.slice(0, at).join('/')) ?? []
    if (beside.some((other) => (releaseOf(other) ?? -1) > release))
      return parts.slice(0, at + 1).join('/')
  }
  return home !== null && isOlderPage(home.path, survey) ? home.path : null
}
