import type { JudgedBy } from './citation.ts'

/** What judging a page came to, beside its findings: against which surveys, and how far code has moved on since. */
export interface Assessment {
  readonly page: string
  /** Digest of everything the judging rested on: text, dates, surveys, checks. The same stamp needs no new judging. */
  readonly stamp: string
  readonly scope: readonly string[]
  readonly surveys: readonly JudgedBy[]
  /** For each passage, commits since the page changed that touched files it speaks of; null when that cannot be told. */
  readonly commitsBehind: Readonly<Record<string, number | null>>
}
