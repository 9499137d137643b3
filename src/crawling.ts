import { EventEmitter, on } from 'node:events'
import type { SourceConfig } from './config/config.ts'
import type { CrawlSummary } from './domain/crawl.ts'
import type { ProgressEvent } from './domain/requests.ts'

type Tell = (summary: CrawlSummary) => void

/** Crawls of this process: one at a time for each source, and whoever wants to can look on. */
export interface Crawls {
  /** Goes over a source; a crawl that is under way already is joined. */
  crawl(source: SourceConfig, everything: boolean, tell?: Tell): Promise<CrawlSummary>
  /** How the crawl of a source stands; null where none is under way. */
  running(source: string): CrawlSummary | null
  /** How a crawl stands whenever that changes, to its end; nothing where it is not under way. */
  watch(id: string, signal?: AbortSignal): AsyncIterable<CrawlSummary>
}

/** Keeps at most one crawl of each source under way. */
export function crawlsOf(
  go: (source: SourceConfig, everything: boolean, tell: Tell) => Promise<CrawlSummary>,
): Crawls {
  const underWay = new Map<
    string,
    { readonly crawl: Promise<CrawlSummary>; readonly everything: boolean }
  >()
  const latest = new Map<string, CrawlSummary>()
  const events = new EventEmitter().setMaxListeners(0)
  const told: Tell = (summary) => {
    latest.set(summary.source, summary)
    events.emit(`crawl ${summary.id}`, summary)
    events.emit(`source ${summary.source}`, summary)
  }
  const run = async (source: SourceConfig, everything: boolean): Promise<CrawlSummary> => {
    // Not before it is entered as under way.
    await Promise.resolve()
    try {
      const summary = await go(source, everything, told)
      told(summary)
      return summary
    } catch (error) {
      // Whoever looks on must learn that it is over; what went wrong is its caller's to tell.
      const last = latest.get(source.id)
      if (last) told({ ...last, status: 'failed', failed: 'a fault of ours ended it' })
      throw error
    } finally {
      underWay.delete(source.id)
      latest.delete(source.id)
    }
  }
  return {
    async crawl(source, everything, tell) {
      const name = `source ${source.id}`
      if (tell) events.on(name, tell)
      try {
        // Whoever wants everything seen is not served by a crawl that passes over what is not due.
        let joined = underWay.get(source.id)
        while (joined && everything && !joined.everything) {
          await joined.crawl.catch(() => undefined)
          joined = underWay.get(source.id)
        }
        const { crawl } = joined ?? { crawl: run(source, everything) }
        if (!joined) underWay.set(source.id, { crawl, everything })
        return await crawl
      } finally {
        if (tell) events.off(name, tell)
      }
    },
    running: (source) => latest.get(source) ?? null,
    async *watch(id, signal) {
      const now = [...latest.values()].find((summary) => summary.id === id)
      if (now === undefined) return
      const following = on(events, `crawl ${id}`, signal ? { signal } : {})
      yield now
      for await (const [summary] of following) {
        yield summary
        if (summary.status !== 'running') return
      }
    },
  }
}

/** A crawl's summary as one line of progress. */
export const crawlProgress = (summary: CrawlSummary): ProgressEvent => {
  const { source, pages, changed, gone, unread, pagesPerSecond } = summary
  const last = unread.at(-1)
  const parts = [
    `${Math.round(pagesPerSecond)}/s`,
    `${changed} new or changed`,
    ...(gone > 0 ? [`${gone} gone`] : []),
    ...(last ? [`${unread.length} not read (${last.path}: ${last.because})`] : []),
  ]
  return {
    work: 'crawl',
    what: source,
    done: pages + unread.length,
    total: null,
    note: `pages, ${parts.join(', ')}`,
  }
}
