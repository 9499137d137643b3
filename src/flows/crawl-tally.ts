import type { CrawlSummary, Progress } from '../domain/requests.ts'
import type { CrawlStep, CrawlTaken } from '../store/crawl-steps.ts'

/** What a crawl came to so far. */
export interface CrawlTally {
  met(step: CrawlStep): void
  stored(taken: CrawlTaken): void
  summary(): CrawlSummary
}

/** Counts a crawl's steps, and tells of them as they come. */
export function crawlTally(source: string, progress?: Progress): CrawlTally {
  const unread: { path: string; because: string }[] = []
  let [pages, changed, gone, accessChanged] = [0, 0, 0, 0]
  return {
    met(step) {
      if (step.is === 'checkpoint' || step.is === 'gone') return
      if (step.is === 'unread') unread.push({ path: step.path, because: step.because })
      else pages += 1
      if (step.is === 'put') changed += 1
      const done = pages + unread.length
      const failed = unread.length === 0 ? '' : `, ${unread.length} not read`
      progress?.({
        work: 'crawl',
        what: source,
        done,
        total: null,
        note: `${changed} new or changed${failed}`,
      })
    },
    stored(taken) {
      gone += taken.gone
      accessChanged += taken.accessChanged
    },
    summary: () => ({ source, pages, changed, gone, accessChanged, unread }),
  }
}
