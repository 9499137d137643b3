import type { Config, SourceConfig } from './config/config.ts'
import type { Crawls } from './crawling.ts'
import type { CrawlSummary, SourceView } from './domain/crawl.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { poll } from './polling.ts'
import type { Store } from './store/store.ts'

/** What operating needs of an opened Plumbline. */
export interface OperatingParts extends Pick<Plumbline, 'crawl' | 'survey' | 'vectors'> {
  readonly config: Config
  readonly store: Store
  readonly crawls: Crawls
  /** What else the server does from time to time, each until it is told to stop. */
  readonly keep: readonly ((report: (message: string) => void, tick?: number) => () => void)[]
}

type Operating = Pick<Plumbline, 'sources' | 'startCrawl' | 'crawlSummary' | 'watchCrawl' | 'poll'>

/** What operators see and set going: sources, crawls, and the polling of the server. */
export function operating(parts: OperatingParts): Operating {
  const { config, store, crawls } = parts
  const next = new Map<string, number>()
  return {
    sources: () => Promise.all(config.sources.map((source) => viewOf(source, parts, next))),

    async startCrawl(id) {
      const source = config.sources.find((one) => one.id === id)
      if (source === undefined) return null
      let isOver = false
      const crawl = parts.crawl([id]).finally(() => {
        isOver = true
      })
      // What goes wrong once it has begun is told by the crawl itself.
      crawl.catch(() => undefined)
      const begun = await Promise.race([crawl, firstOf(crawls, id, () => isOver)])
      return begun === null || 'id' in begun ? begun : (begun[0] ?? null)
    },

    async crawlSummary(id) {
      for (const { id: source } of config.sources) {
        const running = crawls.running(source)
        if (running?.id === id) return running
      }
      return store.crawls.summary({ id })
    },

    async *watchCrawl(id, signal) {
      let isOver = false
      for await (const summary of crawls.watch(id, signal)) {
        isOver = summary.status !== 'running'
        yield summary
      }
      const last = isOver ? null : await store.crawls.summary({ id })
      if (last !== null) yield last
    },

    poll(report, tick) {
      const stops = [poll({ ...parts, next }, report, tick)]
      for (const keep of parts.keep) stops.push(keep(report, tick))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

/** The first word of a crawl that is just beginning. */
async function firstOf(
  crawls: Crawls,
  source: string,
  isOver: () => boolean,
): Promise<CrawlSummary | null> {
  for (;;) {
    const running = crawls.running(source)
    if (running !== null || isOver()) return running
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function viewOf(
  { id, type, url }: SourceConfig,
  { store, crawls }: OperatingParts,
  next: ReadonlyMap<string, number>,
): Promise<SourceView> {
  const [tally, unread, latest, summary] = await Promise.all([
    store.pages.tally(),
    store.crawls.listUnread(id),
    store.crawls.latest(id),
    store.crawls.summary({ source: id }),
  ])
  const at = next.get(id)
  return {
    id,
    type,
    url: url ?? null,
    pages: tally.find(({ source }) => source === id)?.pages ?? 0,
    unread: unread.length,
    crawledAt: latest?.finishedAt ?? null,
    wholeAt: latest?.wholeAt ?? null,
    nextAt: at === undefined ? null : new Date(at).toISOString(),
    crawl: crawls.running(id) ?? summary,
  }
}
