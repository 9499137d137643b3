import type { CheckResult } from '../domain/check-result.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress } from '../domain/requests.ts'
import { everyFormat, folderDocuments } from '../sources/documents.ts'
import type { FolderReader, SourceEntry } from '../sources/source.ts'
import type { ReadPage } from './check-claims.ts'
import { readAhead } from './read-ahead.ts'
import { snapshotFolder } from './snapshot-folder.ts'
import { statedPage } from './stated-page.ts'
import type { OpenedRepository } from './survey-code.ts'

type Unread = CheckResult['unread'][number]

/** Documents that were read, with all they claim, and those that nobody could read. */
export interface ReadDocuments {
  readonly pages: readonly ReadPage[]
  readonly unread: readonly Unread[]
}

/** Reads documents of folders as they are handed in; all of them are had at the end, in the order in which they came. */
export function documentReading(now: Instant, cache: FactCache, progress?: Progress) {
  const reading: Promise<ReadPage | Unread>[] = []
  let done = 0
  const read = async (document: SourceDocument, about: readonly string[]) => {
    const stated = await statedPage(document, now, cache.pieces).catch(() => null)
    progress?.({ work: 'check', what: 'documents', done: ++done, total: null })
    return stated === null
      ? { path: document.path, because: 'reading it ended its reader' }
      : { ...stated, passages: [], about }
  }
  return {
    async take(entry: SourceEntry, folder: FolderReader, about: readonly string[]): Promise<void> {
      for await (const handed of folderDocuments(entry, folder, everyFormat)) {
        if (handed.is === 'unread')
          reading.push(Promise.resolve({ path: handed.path, because: handed.because }))
        else reading.push(read(handed.document, about))
      }
    },
    async all(): Promise<ReadDocuments> {
      const told = await Promise.all(reading)
      return {
        pages: told.flatMap((one) => ('page' in one ? [one] : [])),
        unread: told.flatMap((one) => ('page' in one ? [] : [one])),
      }
    },
  }
}

type Tracked = Pick<OpenedRepository, 'id' | 'snapshot' | 'read' | 'history'>

/** The documents that a repository tracks, those of them that are wanted by their path. */
export const trackedDocuments = (
  repository: Tracked,
  wanted: (path: string) => boolean,
): readonly [SourceEntry, FolderReader] => [
  { id: repository.id, type: 'markdown-folder', repository: repository.id },
  readAhead(snapshotFolder(repository, wanted)),
]

/** Whether a path is one of some, or lies below one; with none, every path is. */
export const isBelow = (path: string, roots: readonly string[] | undefined): boolean =>
  roots === undefined ||
  roots.some((root) => root === '' || path === root || path.startsWith(`${root}/`))
