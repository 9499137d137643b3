import { canonicalJson } from '../domain/canonical-json.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import { aged, type WholePage } from '../freshness/aged.ts'
import { readPage } from '../pages/read-page.ts'
import type { CrawlStep } from '../store/crawl-steps.ts'
import { readyPage } from '../store/ready-page.ts'

/** A document that a source handed over, and what we have of it. */
export interface DocumentQuestion {
  readonly document: SourceDocument
  /** As the copy keeps it. */
  readonly stamp: string | null
  readonly older: WholePage | null
  readonly now: Instant
}

/** What a crawl takes of a document: it is read, and put where it is not what we have. */
export const documentStep = ({ document, stamp, older, now }: DocumentQuestion): CrawlStep => {
  const read = readPage(document, now)
  // A date that lies in the future is believed once it is past: such a page is read again each time.
  const known = read.isOfTheFuture ? null : stamp
  const { access } = document
  const own = read.page.access.slice(access.length)
  if (older !== null && isSame(older, read)) {
    const { path } = document
    return { is: 'same', path, access, own, ...(known === null ? {} : { stamp: known }) }
  }
  // A wiki vouches that a revision has one text: another is only another reading of it.
  const isSameRevision =
    document.revision !== null &&
    document.modified?.basis !== 'git' &&
    document.revision === older?.page.revision
  const { page, passages } = aged(read, older, now, isSameRevision)
  return { is: 'put', ...readyPage({ page, passages, stamp: known, own }) }
}

/** Everything but what only our own visits moved, and who may read it. */
const isSame = (older: WholePage, read: WholePage): boolean =>
  older.page.times.gone === null &&
  essence(older.page) === essence(read.page) &&
  isToldAlready(older, read)

/** Whether we have the dates that the source tells of the text and its parts. */
const isToldAlready = (older: WholePage, { page, passages }: WholePage): boolean => {
  const { contentChanged } = page.times
  const changes = new Map(older.passages.map(({ id, changed }) => [id, changed?.at]))
  return (
    (contentChanged === null || contentChanged.at === older.page.times.contentChanged?.at) &&
    older.passages.length === passages.length &&
    passages.every(({ id, changed }) => changed === null || changes.get(id) === changed.at)
  )
}

const essence = ({ times, access: _, visits: __, ...rest }: Page): string => {
  const { created, modified, reviewed, reviewBy } = times
  return canonicalJson({ ...rest, times: { created, modified, reviewed, reviewBy } })
}
