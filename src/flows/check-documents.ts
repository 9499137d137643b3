import { checks } from '../checks/index.ts'
import type { CheckResult } from '../domain/check-result.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress } from '../domain/requests.ts'
import { everyFormat, folderDocuments } from '../sources/documents.ts'
import { readFolder } from '../sources/folder.ts'
import type { FolderReader, SourceEntry } from '../sources/source.ts'
import { checkClaims, type ReadPage } from './check-claims.ts'
import { snapshotFolder } from './snapshot-folder.ts'
import { statedPage } from './stated-page.ts'
import {
  type OpenedRepository,
  openRepository,
  type RepositoryPlace,
  surveyed,
} from './survey-code.ts'

/** Documents outside any history: a folder, or one file of it. */
export interface DocumentFolder {
  readonly folder: string
  /** Only this file of the folder. */
  readonly file?: string
  /** The published version that the folder belongs to, and its place in it. */
  readonly home?: { readonly repository: string; readonly prefix: string }
}

export interface CheckRequest {
  readonly repositories: readonly RepositoryPlace[]
  /** Folders outside the repositories; with none, the repositories' own documents are checked. */
  readonly folders?: readonly DocumentFolder[]
  /** Only documents at or below these paths of the repositories. */
  readonly paths?: readonly string[]
  readonly now: Instant
}

/** documents + repositories -> findings, with no store: what `plumbline check` runs. */
export async function checkDocuments(
  request: CheckRequest,
  cache: FactCache,
  progress?: Progress,
): Promise<CheckResult> {
  const opened: OpenedRepository[] = []
  try {
    for (const place of request.repositories)
      opened.push(await openRepository(place, cache, progress))
    // Documents do not hang on what code states: they are read while it is surveyed.
    const { pages, unread } = await documentsOf(request, opened, cache, progress)
    const repositories = await Promise.all(opened.map(surveyed))
    const findings = await checkClaims(pages, repositories, progress)
    return {
      pages: pages.map(({ page: { id, path, title, genre, revision, text, lines } }) => ({
        id,
        path,
        title,
        genre,
        revision,
        text: lines === null ? text : null,
      })),
      unread,
      repositories: repositories.map(({ id, survey }) => ({
        id,
        commit: survey.commit,
        surveys: surveysOf(survey),
      })),
      findings,
    }
  } finally {
    for (const repository of opened) await repository.close()
  }
}

type Unread = CheckResult['unread'][number]

async function documentsOf(
  request: CheckRequest,
  repositories: readonly OpenedRepository[],
  cache: FactCache,
  progress?: Progress,
) {
  const reading: Promise<ReadPage | Unread>[] = []
  let done = 0
  const read = async (document: SourceDocument, about: readonly string[]) => {
    const stated = await statedPage(document, request.now, cache.pieces).catch(() => null)
    progress?.({ work: 'check', what: 'documents', done: ++done, total: null })
    return stated === null
      ? { path: document.path, because: 'reading it ended its reader' }
      : { ...stated, passages: [], about }
  }
  const take = async (entry: SourceEntry, folder: FolderReader, about: readonly string[]) => {
    for await (const handed of folderDocuments(entry, folder, everyFormat)) {
      if (handed.is === 'unread')
        reading.push(Promise.resolve({ path: handed.path, because: handed.because }))
      else reading.push(read(handed.document, about))
    }
  }
  for (const folder of request.folders ?? []) await takeFolder(folder, repositories, take)
  if ((request.folders ?? []).length === 0 || request.paths !== undefined)
    for (const repository of repositories)
      await take(
        { id: repository.id, type: 'markdown-folder', repository: repository.id },
        snapshotFolder(repository, (path) => isBelow(path, request.paths)),
        [],
      )
  const told = await Promise.all(reading)
  return {
    pages: told.flatMap((one) => ('page' in one ? [one] : [])),
    unread: told.flatMap((one) => ('page' in one ? [] : [one])),
  }
}

const isBelow = (path: string, roots: readonly string[] | undefined): boolean =>
  roots === undefined ||
  roots.some((root) => root === '' || path === root || path.startsWith(`${root}/`))

async function takeFolder(
  { folder, file, home }: DocumentFolder,
  repositories: readonly OpenedRepository[],
  take: (entry: SourceEntry, folder: FolderReader, about: readonly string[]) => Promise<void>,
): Promise<void> {
  const onDisk = await readFolder(folder)
  const reader =
    file === undefined
      ? onDisk
      : { ...onDisk, list: async () => (await onDisk.list()).filter(({ path }) => path === file) }
  const entry = {
    id: home?.repository ?? 'documents',
    type: 'markdown-folder',
    ...(home ? { repository: home.repository, path: home.prefix } : {}),
  }
  await take(entry, reader, home ? [] : repositories.map(({ id }) => id))
}

/** For each kind of claim `complete`, or why the list that it is compared with is not. */
const surveysOf = (survey: Survey): Record<string, string> =>
  Object.fromEntries(
    checks.flatMap(({ kind, against: [first] }) =>
      first === undefined ? [] : [[kind, survey.incomplete(first) ?? 'complete']],
    ),
  )
