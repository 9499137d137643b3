import type { Instant } from './instant.ts'

/** One going-over of a source, under way or ended. */
export interface CrawlSummary {
  readonly id: string
  readonly source: string
  readonly startedAt: Instant
  /** Null while it is under way, and where it was cut off: the next one then goes on from there. */
  readonly finishedAt: Instant | null
  readonly status: 'running' | 'finished' | 'failed'
  /** Documents met so far, whether they changed or not. */
  readonly pages: number
  readonly changed: number
  readonly gone: number
  /** Pages that other readers may see than before. */
  readonly accessChanged: number
  /** Documents met per second, since it began or went on. */
  readonly pagesPerSecond: number
  /** What could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly because: string }[]
  /** Why the source could not be gone over, in words. */
  readonly failed?: string
}

/** A source as its operators see it. */
export interface SourceView {
  readonly id: string
  readonly type: string
  readonly url: string | null
  /** Pages that are there and not gone. */
  readonly pages: number
  readonly unread: number
  /** When the last crawl ended, and when the last one began that saw everything there is. */
  readonly crawledAt: Instant | null
  readonly wholeAt: Instant | null
  /** When the server looks next; null where it does not poll. */
  readonly nextAt: Instant | null
  /** The crawl under way, else the last one. */
  readonly crawl: CrawlSummary | null
}
