import { canonicalJson } from '../domain/canonical-json.ts'
import type { SourceDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import { aged } from '../freshness/aged.ts'
import { readPage } from '../pages/read-page.ts'
import type { Handed } from '../sources/source.ts'
import type { CrawlStep } from '../store/crawl-steps.ts'
import type { Store } from '../store/store.ts'

type OfDocuments = Exclude<Handed, { is: 'whole' | 'groups' }>

/** What a crawl takes of what its source handed over: a document is read, and put where it is not what we have. */
export async function stepOf(
  handed: OfDocuments,
  kept: (stamp: string | null) => string | null,
  store: Store,
  now: Instant,
): Promise<CrawlStep> {
  if (handed.is === 'document') return documentStep(handed.document, kept(handed.stamp), store, now)
  if (handed.is !== 'same') return handed
  const { stamp: own, ...same } = handed
  const stamp = own === undefined ? null : kept(own)
  return stamp === null ? same : { ...same, stamp }
}

async function documentStep(
  document: SourceDocument,
  stamp: string | null,
  store: Store,
  now: Instant,
): Promise<CrawlStep> {
  const read = readPage(document, now)
  // A date that lies in the future is believed once it is past: what has a problem is read again each time.
  const known = read.page.problems.length === 0 ? stamp : null
  const { id, path, access } = read.page
  const older = await store.pages.get(id)
  if (older === null) return { is: 'put', ...aged(read, null, now), stamp: known }
  if (isSame(older, read.page))
    return { is: 'same', path, access, ...(known === null ? {} : { stamp: known }) }
  const passages = await store.passages.ofPage(id)
  return { is: 'put', ...aged(read, { page: older, passages }, now), stamp: known }
}

/** Everything but what only our own visits moved, and who may read it. */
const isSame = (older: Page, page: Page): boolean =>
  older.times.gone === null && essence(older) === essence(page)

const essence = ({ times, access: _, visits: __, ...rest }: Page): string => {
  const { created, modified, reviewed, reviewBy } = times
  return canonicalJson({ ...rest, times: { created, modified, reviewed, reviewBy } })
}
