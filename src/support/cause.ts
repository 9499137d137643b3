import type { Span } from '../domain/passage.ts'
import type { SupportReasonCode } from '../domain/support-reason.ts'
import type { Outcome, SupportReason } from './outcome.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'

/** Tokens from one to before another. */
export type Range = readonly [from: number, to: number]

/** What decided between one sentence of a statement and one of a source, in tokens of each. */
export interface Cause {
  readonly code: SupportReasonCode
  readonly stated: Range
  readonly given: Range | null
}

/** A judgement of one sentence against one other. */
export interface Judgement {
  readonly support: Outcome['support']
  readonly cause: Cause
}

export const wholeOf = ({ tokens }: Reading): Range => [0, tokens.length]
export const rangeOf = ({ boundFrom, to }: Quantity): Range => [boundFrom, to]
export const at = (place: number): Range => [place, place + 1]

/** A text with its tokens, and where it begins in what was given. */
export interface Placed {
  readonly reading: Reading
  readonly text: string
  readonly offset: number
}

const said: Readonly<Record<SupportReasonCode, (stated: string, given: string) => string>> = {
  'same-words': (stated, given) => `“${stated}” is what “${given}” says`,
  'same-value': (stated, given) => `“${stated}” is the value of “${given}”`,
  'within-bound': (stated, given) => `“${given}” lies within “${stated}”`,
  'value-differs': (stated, given) => `“${stated}” is not “${given}”`,
  'bound-differs': (stated, given) => `“${stated}” leaves out “${given}”`,
  'unit-differs': (stated, given) => `“${stated}” is in another unit than “${given}”`,
  'date-differs': (stated, given) => `“${stated}” is another time than “${given}”`,
  'version-differs': (stated, given) => `“${stated}” is another version than “${given}”`,
  'name-differs': (stated, given) => `the source has “${given}” in the place of “${stated}”`,
  negated: (stated, given) => `“${stated}” is denied by “${given}”`,
  opposite: (stated, given) => `“${stated}” is the opposite of “${given}”`,
  'quantifier-differs': (stated, given) => `“${stated}” goes against “${given}”`,
  'order-differs': (stated, given) => `“${stated}” is the other way round than “${given}”`,
  'condition-dropped': (stated, given) => `“${stated}” leaves out a condition of “${given}”`,
  'part-missing': (stated, given) => `only part of “${stated}” stands in “${given}”`,
  'not-mentioned': (stated) =>
    `the source says nothing of “${stated}” that could be held against it`,
  'sources-disagree': (stated, given) =>
    `what the source says of “${stated}” disagrees with itself: “${given}”`,
}

/** What decided, in words and places. */
export function reasonFor(
  { code, stated, given }: Cause,
  statement: Placed,
  source: Placed | null,
): SupportReason {
  const mine = spanOf(statement, stated)
  const theirs = source === null || given === null ? null : spanOf(source, given)
  const quoted = (placed: Placed, [start, end]: Span): string =>
    shortened(placed.text.slice(start - placed.offset, end - placed.offset))
  return {
    code,
    message: said[code](quoted(statement, mine), source && theirs ? quoted(source, theirs) : ''),
    statement: mine,
    evidence: theirs,
  }
}

function spanOf({ reading: { tokens }, text, offset }: Placed, [from, to]: Range): Span {
  const first = tokens[from]
  const last = tokens[Math.min(to, tokens.length) - 1]
  if (first === undefined || last === undefined) return [offset, offset + text.length]
  return [offset + first.start, offset + last.end]
}

const shortened = (text: string): string => {
  const plain = text.replaceAll(/\s+/g, ' ').trim()
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
}
