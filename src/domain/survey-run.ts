import type { Instant } from './instant.ts'

/** Going over the code and judging the pages by it, under way or ended. */
export interface SurveyRun {
  readonly startedAt: Instant
  /** Null while it is under way. */
  readonly finishedAt: Instant | null
  readonly status: 'running' | 'finished' | 'failed'
  /** What is being gone over just now: a repository, or the pages that are judged by it. */
  readonly what: string
  readonly done: number
  readonly total: number | null
}
