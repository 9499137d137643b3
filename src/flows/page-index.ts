import { posix } from 'node:path'
import type { Docket } from '../checks/run.ts'
import type { Claim } from '../domain/claim.ts'
import type { Page } from '../domain/page.ts'
import type { Anchors, PageIndex } from '../domain/page-index.ts'
import type { Passage } from '../domain/passage.ts'
import type { SnapshotFile } from '../domain/repository.ts'
import { anchorsOf } from '../pages/anchors.ts'
import { inclusionsOf } from '../pages/inclusions.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** A page that a link may lead to, and where to in it: found in its passages, unless that was done before. */
export interface LinkedPage {
  readonly page: Page
  readonly passages: readonly Passage[]
  readonly anchors?: Anchors
}

const keyOf = (repository: string, path: string): string => `${repository}\u0000${path}`

/** What stands inside the files that links may lead to: headings of pages, and lines of files that claims point into. */
export async function pageIndex(
  dockets: readonly Docket[],
  library: readonly LinkedPage[],
  repositories: readonly SurveyedRepository[],
): Promise<PageIndex> {
  const pages = new Map<string, LinkedPage>()
  for (const one of library)
    if (one.page.home) pages.set(keyOf(one.page.home.repository, one.page.home.path), one)
  const anchors = new Map<string, Anchors>()
  const counts = await lineCounts(dockets, repositories)
  let inclusions: readonly Inclusion[] | null = null
  const symlinks = new Map<string, readonly SnapshotFile[]>()
  return {
    anchors: (repository, path) => {
      const key = keyOf(repository, path)
      const known = anchors.get(key)
      if (known !== undefined) return known
      const read = pages.get(key)
      if (read === undefined) return null
      const found = read.anchors ?? anchorsOf(read.page, read.passages)
      anchors.set(key, found)
      return found
    },
    lineCount: (repository, path) => counts.get(keyOf(repository, path)) ?? null,
    includers: (repository, path) => {
      inclusions ??= inclusionsIn(library)
      return inclusions
        .filter(
          (one) =>
            one.repository === repository &&
            (one.target === path || path.endsWith(`/${one.target}`)),
        )
        .map((one) => one.page)
    },
    shownAs: (repository, path) => {
      const files = repositories.find(({ id }) => id === repository)?.snapshot.files ?? []
      const linked = symlinks.get(repository) ?? files.filter(({ symlink }) => symlink)
      symlinks.set(repository, linked)
      return shownAs(path, files, linked)
    },
    copies: (repository, path) =>
      copiesOf(path, repositories.find(({ id }) => id === repository)?.snapshot.files ?? []),
  }
}

/** Where a page stands by symbolic links that can only lead to it: another file with the same text may be the one they lead to. */
function shownAs(
  path: string,
  files: readonly SnapshotFile[],
  symlinks: readonly SnapshotFile[],
): readonly string[] {
  if (symlinks.length === 0) return []
  const blob = files.find((file) => file.path === path)?.blob
  if (files.filter((file) => file.blob === blob && !file.symlink).length > 1) return []
  return symlinks.filter((one) => one.blob === blob && one.path !== path).map((one) => one.path)
}

function copiesOf(path: string, files: readonly SnapshotFile[]): readonly string[] {
  const blob = files.find((file) => file.path === path)?.blob
  const name = posix.basename(path)
  return files.flatMap((file) =>
    file.blob === blob && !file.symlink && file.path !== path && posix.basename(file.path) === name
      ? file.path
      : [],
  )
}

interface Inclusion {
  readonly repository: string
  readonly page: string
  readonly target: string
}

const inclusionsIn = (library: readonly LinkedPage[]): readonly Inclusion[] =>
  library.flatMap(({ page }) => {
    const { home } = page
    return home === null
      ? []
      : inclusionsOf(page).map((target) => ({
          repository: home.repository,
          page: home.path,
          target,
        }))
  })

/** The lines of the files whose lines some link names. */
async function lineCounts(
  dockets: readonly Docket[],
  repositories: readonly SurveyedRepository[],
): Promise<ReadonlyMap<string, number>> {
  const names = new Set(dockets.flatMap(({ claims }) => claims.filter(pointsAtLine).map(nameIn)))
  const counts = new Map<string, number>()
  if (names.size === 0) return counts
  for (const { id, snapshot, read } of repositories)
    for (const { path } of snapshot.files) {
      if (!names.has(path.slice(path.lastIndexOf('/') + 1))) continue
      const text = await read(path)
      if (text !== null) counts.set(keyOf(id, path), text.replace(/\n$/, '').split('\n').length)
    }
  return counts
}

const pointsAtLine = ({ kind, value }: Claim): boolean =>
  (kind === 'link' || kind === 'code-host-link') && /^L\d/.test(value ?? '')

const nameIn = ({ subject }: Claim): string => subject.slice(subject.lastIndexOf('/') + 1)
