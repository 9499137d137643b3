import { canonicalJson } from '../domain/canonical-json.ts'
import type { Dated, Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { CrawlSummary, Progress } from '../domain/requests.ts'
import { type ReadPage, readPage } from '../pages/read-page.ts'
import { documentsFrom } from '../sources/index.ts'
import { isUnread, type SourceEntry, type SourceTools } from '../sources/source.ts'
import type { Store } from '../store/store.ts'

/**
 * source -> pages -> passages: brings the index in step with one source. An interrupted crawl goes on: what it stored is found
 * unchanged, unless the settings of its source have changed since.
 */
export async function indexPages(
  source: SourceEntry,
  tools: SourceTools,
  store: Store,
  now: Instant,
  progress?: Progress,
): Promise<CrawlSummary> {
  const { crawl } = await store.crawls.begin(source.id, now)
  const known = new Map((await store.pages.bySource(source.id)).map((stamp) => [stamp.path, stamp]))
  const seen = new Set<string>()
  const unread: { path: string; because: string }[] = []
  const unchanged: string[] = []
  let changed = 0
  for await (const handed of documentsFrom(source, tools)) {
    seen.add(handed.path)
    progress?.({ work: 'crawl', what: source.id, done: seen.size, total: null })
    if (isUnread(handed)) {
      unread.push({ path: handed.path, because: handed.because })
      await store.crawls.recordUnread(handed, now)
      continue
    }
    const read = readPage(handed, now)
    const older = known.has(read.page.path) ? await store.pages.get(read.page.id) : null
    if (older && isSame(older, read.page)) unchanged.push(older.id)
    else {
      await store.pages.put(withHistory(read, older, now).page, read.passages, crawl.id)
      changed++
    }
  }
  await store.pages.confirm(unchanged, { at: now, basis: 'observed' })
  const gone = [...known.values()].filter(({ path, gone }) => !gone && !seen.has(path))
  for (const { id } of gone) await store.pages.markGone(id, { at: now, basis: 'observed' })
  await store.crawls.keepUnread(source.id, new Set(unread.map(({ path }) => path)))
  await store.crawls.finish(crawl.id, now)
  return { source: source.id, pages: seen.size - unread.length, changed, gone: gone.length, unread }
}

/** Everything but what only our own visits moved. */
const isSame = (older: Page, page: Page): boolean =>
  older.times.gone === null && essence(older) === essence(page)

const essence = ({ times, ...rest }: Page): string => {
  const { created, modified, reviewed, reviewBy } = times
  return canonicalJson({ ...rest, times: { created, modified, reviewed, reviewBy } })
}

/** The text changed when it differs from the copy we had; the first copy has only the source's word for it. */
function withHistory(read: ReadPage, older: Page | null, now: Instant): ReadPage {
  const observed: Dated = { at: now, basis: 'observed' }
  const { page } = read
  const contentChanged =
    older === null
      ? page.times.modified
      : older.sha256 === page.sha256
        ? older.times.contentChanged
        : newest(page.times.modified, observed)
  const firstSeen = older?.times.firstSeen ?? observed
  return {
    ...read,
    page: {
      ...page,
      times: {
        ...page.times,
        contentChanged,
        firstSeen,
        fetched: observed,
        confirmed: observed,
        gone: null,
      },
    },
  }
}

/** The source's own date of a change, unless it is older than what we saw with our own eyes. */
const newest = (claimed: Dated | null, observed: Dated): Dated =>
  claimed !== null && claimed.basis === 'git' ? claimed : observed
