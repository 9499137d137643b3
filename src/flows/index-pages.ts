import { digestOf } from '../code/extractor-version.ts'
import type { Copy, CrawlSummary } from '../domain/crawl.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import { isDue, type VisitBounds } from '../freshness/change-rate.ts'
import type { PoliteFetch } from '../sources/fetching/contract.ts'
import { documentsFrom } from '../sources/index.ts'
import type { FetchDoor, SourceEntry, SourceTools } from '../sources/source.ts'
import type { Crawl } from '../store/crawls.ts'
import type { Store } from '../store/store.ts'
import { sha256OfValue } from '../values/digests.ts'
import { stepMaker } from './crawl-step.ts'
import { crawlTally } from './crawl-tally.ts'
import { stepQueue } from './step-queue.ts'

/** What indexing one source needs. */
export interface IndexingDesk {
  readonly store: Store
  readonly tools: Pick<SourceTools, 'openFolder' | 'openClone'> & {
    fetching(source: SourceEntry, door: FetchDoor): PoliteFetch
  }
  /** Changes when pages are read otherwise: every copy is then made anew. */
  readonly reading: string
  /** Whether each page is to be looked at, even where it is not due. */
  readonly everything: boolean
  /** Seconds between two visits to a page. */
  readonly visitBounds: VisitBounds
  now(): Instant
}

/**
 * source -> pages -> passages: brings the index in step with one source. What is dealt with is stored as the crawl goes, each page
 * whole or not at all: an interrupted crawl goes on where it was. A source that cannot be reached is told, and loses nothing.
 */
export async function indexPages(
  source: SourceEntry,
  desk: IndexingDesk,
  tell?: (summary: CrawlSummary) => void,
): Promise<CrawlSummary> {
  const { store, now } = desk
  const { crawl } = await store.crawls.begin(source.id, now())
  const tally = crawlTally(crawl)
  // Whatever comes of the crawl: who may read the source at all is the configuration's word.
  tally.stored({
    gone: 0,
    accessChanged: await store.crawls.narrow(source.id, source.access ?? []),
  })
  const stamps = stampsOf(source, desk.reading)
  const steps = stepQueue(
    stepMaker(store, source.id, stamps.whole, now),
    async (taken) => {
      tally.stored(await store.crawls.take(crawl, taken, now()))
      tell?.(tally.summary())
    },
    tally.met,
  )
  let whole = false
  tell?.(tally.summary())
  const { lent, giveBack } = await lentTo(source, crawl, stamps, desk)
  try {
    for await (const handed of documentsFrom(source, lent)) {
      if (handed.is === 'whole') whole = true
      else if (handed.is === 'groups') await store.groups.replace(source.id, handed.groups)
      else await steps.add(handed)
    }
    await steps.land()
  } catch (error) {
    if (!(error instanceof PlumblineError) || !error.code.startsWith('source.')) {
      await store.crawls.tell(tally.summary({ at: now(), failed: 'a fault of ours ended it' }))
      throw error
    }
    await steps.land()
    const failed = tally.summary({ at: now(), failed: error.message })
    await store.crawls.tell(failed)
    return failed
  } finally {
    await giveBack()
  }
  const at = now()
  const { gone } = await store.crawls.finish(crawl, whole, at)
  tally.stored({ gone, accessChanged: 0 })
  const summary = tally.summary({ at })
  await store.crawls.tell(summary)
  return summary
}

/** How a source's stamps are kept: with what else a copy hangs on, so that a setting or a reader that changed makes it anew. */
export interface Stamps {
  whole(stamp: string | null): string | null
  own(kept: string | null): string | null
}

const stampsOf = (source: SourceEntry, reading: string): Stamps => {
  const { type, path = null, repository = null, url = null, history = true } = source
  const key = sha256OfValue([reading, type, path, repository, url, history])
  const prefix = `${key.slice(0, 16)} `
  return {
    whole: (stamp) => (stamp === null ? null : `${prefix}${stamp}`),
    own: (kept) => (kept?.startsWith(prefix) ? kept.slice(prefix.length) : null),
  }
}

/** What a source is lent: the tools, and what the index knows of it. */
async function lentTo(
  source: SourceEntry,
  crawl: Crawl,
  stamps: Stamps,
  { store, tools, everything, visitBounds, now }: IndexingDesk,
): Promise<{ readonly lent: SourceTools; giveBack(): Promise<void> }> {
  const last = await store.crawls.latest(source.id)
  const opened: { close?(): Promise<void> }[] = []
  const lend = <Opened extends { close?(): Promise<void> }>(one: Opened): Opened => {
    opened.push(one)
    return one
  }
  const ownCopy = (copy: Copy): Copy => {
    const stamp = stamps.own(copy.stamp)
    // What was dealt with under other settings is not dealt with.
    return { ...copy, stamp, done: copy.done && stamp !== null }
  }
  const lent: SourceTools = {
    now,
    everything,
    isDue: (copy) => everything || copy.stamp === null || isDue(copy, visitBounds, now()),
    checkpoint: last && { text: last.checkpoint, at: last.startedAt, wholeAt: last.wholeAt },
    openFolder: async (entry) => lend(await tools.openFolder(entry)),
    openClone: async (entry, door) => lend(await tools.openClone(entry, door)),
    fetching: (door) => lend(tools.fetching(source, door)),
    copyOf: async (path) => {
      const copy = await store.crawls.copyOf(crawl, path)
      return copy === null ? null : ownCopy(copy)
    },
    copies: async function* () {
      for await (const { path, copy } of store.crawls.copies(crawl))
        yield { path, copy: ownCopy(copy) }
    },
  }
  const giveBack = async () => {
    for (const one of opened) await one.close?.()
  }
  return { lent, giveBack }
}

/** Changes whenever pages are read otherwise than before. */
export const reading = digestOf(['../pages', '../syntax', '../values', '../sources'], [])
