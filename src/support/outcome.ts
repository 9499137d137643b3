import type { Support } from '../domain/answer.ts'
import type { Span } from '../domain/passage.ts'
import type { SupportReasonCode } from '../domain/support-reason.ts'

/** One thing that decided: the words of the statement, and those of the source that they were held against. */
export interface SupportReason {
  readonly code: SupportReasonCode
  /** For people: which words against which. */
  readonly message: string
  /** Where they stand in the statement and in the source as they were given, in UTF-16 units; null where the source has nothing. */
  readonly statement: Span
  readonly evidence: Span | null
}

/**
 * How surely support is known. `stated`: words and values line up, so that anybody who holds the two spans together sees it. `likely`: what was
 * counted of both speaks for it as strongly as it did where it was right nine times in ten; good enough to warn, not to vouch.
 */
export type Basis = 'stated' | 'likely' | 'none'

/** What one statement is worth against one piece of a source. */
export interface Outcome {
  readonly support: Exclude<Support, 'not-checkable'>
  readonly basis: Basis
  readonly reasons: readonly SupportReason[]
}
