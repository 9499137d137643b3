import type { CheckResult } from '../domain/check-result.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress } from '../domain/requests.ts'
import { readFolder } from '../sources/folder.ts'
import type { FolderReader, SourceEntry } from '../sources/source.ts'
import { checkClaims } from './check-claims.ts'
import { checkResult } from './check-result.ts'
import { documentReading, isBelow, type ReadDocuments, trackedDocuments } from './read-documents.ts'
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
    return checkResult({ pages, unread }, repositories, findings)
  } finally {
    for (const repository of opened) await repository.close()
  }
}

async function documentsOf(
  request: CheckRequest,
  repositories: readonly OpenedRepository[],
  cache: FactCache,
  progress?: Progress,
): Promise<ReadDocuments> {
  const reading = documentReading(request.now, cache, progress)
  for (const folder of request.folders ?? []) await takeFolder(folder, repositories, reading.take)
  if ((request.folders ?? []).length === 0 || request.paths !== undefined)
    for (const repository of repositories)
      await reading.take(
        ...trackedDocuments(repository, (path) => isBelow(path, request.paths)),
        [],
      )
  return reading.all()
}

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
