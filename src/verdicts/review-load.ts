import type { Instant } from '../domain/instant.ts'

/** One decision, with what is needed to tell how it was made. */
export interface TimedDecision {
  readonly person: string
  readonly decision: 'approve' | 'refuse'
  readonly at: Instant
  readonly requestedAt: Instant
  /** When this person was first shown the request. */
  readonly seenAt: Instant | null
}

/** How decisions were made. */
export interface Pace {
  readonly decisions: number
  readonly refused: number
  readonly medianSecondsToDecide: number | null
  readonly quickShare: number | null
}

/** The pace of some decisions: one that was made unseen, or sooner after it was shown than it takes to read, is quick. */
export function paceOf(decisions: readonly TimedDecision[], quickSeconds: number): Pace {
  const waits = decisions.map(({ at, requestedAt }) => secondsBetween(requestedAt, at))
  const quick = decisions.filter(
    ({ at, seenAt }) => seenAt === null || !(secondsBetween(seenAt, at) >= quickSeconds),
  ).length
  return {
    decisions: decisions.length,
    refused: decisions.filter(({ decision }) => decision === 'refuse').length,
    medianSecondsToDecide: medianOf(waits),
    quickShare: decisions.length === 0 ? null : quick / decisions.length,
  }
}

/** Whole seconds from one moment to another. */
export const secondsBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / 1000)

function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
