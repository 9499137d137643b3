import type { CrawlSummary } from '../domain/crawl.ts'
import type { Instant } from '../domain/instant.ts'
import type { CrawlStep, CrawlTaken } from '../store/crawl-steps.ts'
import type { Crawl } from '../store/crawls.ts'

/** What a crawl came to so far. */
export interface CrawlTally {
  met(step: CrawlStep): void
  stored(taken: CrawlTaken): void
  summary(end?: { readonly at: Instant; readonly failed?: string }): CrawlSummary
}

/** Counts a crawl's steps as they come. */
export function crawlTally({ id, source, startedAt }: Crawl): CrawlTally {
  const begun = performance.now()
  const unread: { path: string; because: string }[] = []
  let [pages, changed, gone, accessChanged] = [0, 0, 0, 0]
  return {
    met(step) {
      if (step.is === 'checkpoint' || step.is === 'gone') return
      if (step.is === 'unread') unread.push({ path: step.path, because: step.because })
      else pages += 1
      if (step.is === 'put') changed += 1
    },
    stored(taken) {
      gone += taken.gone
      accessChanged += taken.accessChanged
    },
    summary: (end) => {
      const seconds = (performance.now() - begun) / 1_000
      return {
        id,
        source,
        startedAt,
        finishedAt: end && end.failed === undefined ? end.at : null,
        status: end === undefined ? 'running' : end.failed === undefined ? 'finished' : 'failed',
        pages,
        changed,
        gone,
        accessChanged,
        pagesPerSecond: Math.round(((pages + unread.length) / Math.max(seconds, 0.001)) * 10) / 10,
        // While it is under way the last ones will do: each look copies them.
        unread: end === undefined ? unread.slice(-50) : [...unread],
        ...(end?.failed === undefined ? {} : { failed: end.failed }),
      }
    },
  }
}
