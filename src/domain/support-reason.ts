import type { Span } from './passage.ts'

/** What of a statement met what of a source. */
export const supportReasonCodes = [
  'same-words',
  'same-value',
  'within-bound',
  'value-differs',
  'bound-differs',
  'unit-differs',
  'date-differs',
  'version-differs',
  'name-differs',
  'negated',
  'opposite',
  'quantifier-differs',
  'order-differs',
  'condition-dropped',
  'part-missing',
  'not-mentioned',
  'sources-disagree',
] as const
export type SupportReasonCode = (typeof supportReasonCodes)[number]

/** What decided on a statement: words of it, and those of a cited passage that they were held against. */
export interface DecidedBy {
  readonly code: SupportReasonCode
  /** For people: which words against which. */
  readonly message: string
  /** Where its words stand in the statement's text, in UTF-16 units. */
  readonly statement: Span
  readonly citation: string
  /** Where the source's words stand in the page, counted as the span of its citation is. */
  readonly source: Span
}
