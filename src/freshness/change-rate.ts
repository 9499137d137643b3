import { differenceInSeconds } from 'date-fns/differenceInSeconds'
import type { Instant } from '../domain/instant.ts'
import type { Visits } from '../domain/page.ts'

/** What our visits to a page came to. */
export interface Visited {
  readonly visits: Visits
  readonly firstSeen: Instant | null
  /** The last visit. */
  readonly confirmed: Instant | null
}

/**
 * Changes per second, estimated from visits that only tell whether a page changed since the last one:
 * λ = -ln((n - X + 0.5) / (n + 0.5)) / I, with n visits after the first, X of them with a change, I the mean time between them (Cho and
 * Garcia-Molina, Estimating frequency of change, 2003). Null before the second visit.
 */
export function changeRate({ visits, firstSeen, confirmed }: Visited): number | null {
  const compared = visits.count - 1
  if (compared < 1 || firstSeen === null || confirmed === null) return null
  const changes = Math.min(visits.changes, compared)
  const between = differenceInSeconds(confirmed, firstSeen) / compared
  if (!(between > 0)) return null
  return -Math.log((compared - changes + 0.5) / (compared + 0.5)) / between
}

/** How likely our copy is not what the source serves by now: 1 - exp(-λ t), from 0 to 1; null while the rate is unknown. */
export function copyOutdatedProbability(visited: Visited, now: Instant): number | null {
  const rate = changeRate(visited)
  if (rate === null || visited.confirmed === null) return null
  const seconds = Math.max(0, differenceInSeconds(now, visited.confirmed))
  return 1 - Math.exp(-rate * seconds)
}

/** A copy is looked after before it is outdated with more than this probability. */
const risk = 0.1

/** Bounds of the time between two visits, in seconds. */
export interface VisitBounds {
  readonly least: number
  readonly most: number
}

/**
 * Whether a page is to be looked at again: its copy may be outdated by now, or was not confirmed for too long. A page that nobody saw twice yet is
 * looked at as often as may be.
 */
export function isDue(visited: Visited, { least, most }: VisitBounds, now: Instant): boolean {
  if (visited.confirmed === null) return true
  const waited = differenceInSeconds(now, visited.confirmed)
  const rate = changeRate(visited)
  const wanted = rate === null ? least : rate === 0 ? most : -Math.log(1 - risk) / rate
  return waited >= Math.min(most, Math.max(least, wanted))
}
