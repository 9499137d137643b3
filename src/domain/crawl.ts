import type { Instant } from './instant.ts'
import type { Visits } from './page.ts'
import type { AccessLists } from './principal.ts'

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

/** What we have of a document from before. */
export interface Copy {
  /** By which the source knows again what it handed over; null where the copy must be read anew. */
  readonly stamp: string | null
  readonly gone: boolean
  /** Dealt with in this very crawl, before it was interrupted. */
  readonly done: boolean
  /** When we last saw that our copy is what the source serves. */
  readonly confirmed: Instant | null
  readonly firstSeen: Instant | null
  readonly visits: Visits
}

/** Our copy is what the source serves; who may read it, where the source tells that apart from the text. */
export interface SameDocument {
  readonly is: 'same'
  readonly path: string
  readonly access?: AccessLists
  readonly stamp?: string
}

/** What a crawl comes to know of a document beside its text, or of its source. */
export type CrawlNews =
  | SameDocument
  /** Nobody could read it this time; a copy of before is kept. */
  | {
      readonly is: 'unread'
      readonly path: string
      readonly because: string
      /** Who may read it now, where the source tells that apart from the text: a copy of before closes all the same. */
      readonly access?: AccessLists
    }
  /** It is there, and it is not due yet: nothing is known of it but that. */
  | { readonly is: 'passed-over'; readonly path: string }
  | { readonly is: 'gone'; readonly path: string }
  /** Where to go on next time. */
  | { readonly is: 'checkpoint'; readonly text: string }
