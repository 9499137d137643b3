import type { Instant } from './instant.ts'

/** Somebody's word that a page is out of date. */
export interface StaleReport {
  /** Id of the page. */
  readonly page: string
  /** Id of the passage; the whole page unless given. */
  readonly passage?: string
  /** What is wrong, and how the reporter knows. */
  readonly note: string
}

/** A report that was noted. */
export interface StaleReported {
  readonly page: string
  readonly passage: string | null
  /** Who looks after the page; null where nobody is known. */
  readonly owner: string | null
  readonly reportedAt: Instant
}
