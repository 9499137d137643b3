/** What judging a page came to, beside its findings: against which surveys, and how far code has moved on since. */
export interface Assessment {
  readonly page: string
  /** Digest of everything the judging rested on: text, dates, surveys, checks. The same stamp needs no new judging. */
  readonly stamp: string
  readonly scope: readonly string[]
  /** The surveys that judged it; when each was last taken stands with the survey, for it is taken again without new judging. */
  readonly surveys: readonly { readonly repository: string; readonly commit: string }[]
  /** For each passage, commits since the page changed that touched files it speaks of; null when that cannot be told. */
  readonly commitsBehind: Readonly<Record<string, number | null>>
}
