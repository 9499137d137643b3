import type { FreshnessState } from './freshness.ts'
import type { Instant } from './instant.ts'

/** How many pages stand how; a state that no page is in is left out. */
export type PageCounts = Readonly<Partial<Record<FreshnessState, number>>>

/** Which pages are counted: all, those of one source, or those of one owner; `owner` is null for pages that nobody owns. */
export interface CorpusFilter {
  readonly source?: string
  readonly owner?: string | null
}

/** How the pages stand that a reader may read; gone ones are not among them. */
export interface CorpusView {
  readonly at: Instant
  readonly pages: number
  readonly states: PageCounts
  /** The sources of all that the reader may read, whatever is counted. */
  readonly sources: readonly {
    readonly id: string
    readonly states: PageCounts
    /** When a crawl of it last ended. */
    readonly crawledAt: Instant | null
  }[]
  /** Owners as pages name them, those with most that is wrong first; null for nobody. */
  readonly owners: readonly { readonly owner: string | null; readonly states: PageCounts }[]
  /** Day by day (UTC), the oldest first, at most ninety; the last is today, as of now. */
  readonly days: readonly { readonly day: string; readonly states: PageCounts }[]
}
