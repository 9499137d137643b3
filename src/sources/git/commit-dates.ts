import type { Instant } from '../../domain/instant.ts'
import { notYet } from '../../domain/instant.ts'

/** When something was written, as a commit tells it, and what is odd about that. */
export interface Written {
  /** Null where neither of the commit's dates can be believed. */
  readonly at: Instant | null
  readonly problem: string | null
}

const day = 86_400
/** Clocks and time zones differ. */
const grace = 2 * day
/** Before 1990 nobody kept documents in what git can read. */
const earliest = Date.UTC(1990, 0, 1) / 1000
/** Work is merged weeks after it was written, hardly a year. */
const farOff = 365 * day

/** The author's date is the claim, and the committer's the second witness; seconds since 1970. */
export function writtenAt(
  commit: { readonly id: string; readonly authored: number; readonly committed: number },
  now: Instant,
): Written {
  const { authored, committed } = commit
  const which = `commit ${commit.id.slice(0, 10)}`
  const odd = oddity(authored, now)
  const fallback = oddity(committed, now) === null ? instant(committed) : null
  if (odd !== null) return { at: fallback, problem: `${which}: its author's date ${odd}` }
  const at = instant(authored)
  if (fallback === null || Math.abs(authored - committed) <= farOff) return { at, problem: null }
  const days = Math.round(Math.abs(authored - committed) / day)
  const order = authored < committed ? 'before' : 'after'
  return {
    at,
    problem: `${which} says that it was written ${days} days ${order} it was committed, on ${fallback.slice(0, 10)}`,
  }
}

const oddity = (seconds: number, now: Instant): string | null => {
  if (Number.isNaN(seconds) || instant(seconds) === null) return 'cannot be read'
  const shown = instant(seconds)?.slice(0, 10)
  if (seconds < earliest) return `${shown} is older than git; it is not believed`
  return seconds > Date.parse(now) / 1000 + grace ? `${shown} ${notYet}` : null
}

const instant = (seconds: number): Instant | null => {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  return Number.isNaN(date.getTime()) || year < 0 || year > 9999 ? null : date.toISOString()
}
