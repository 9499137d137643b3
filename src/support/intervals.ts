/** All numbers between two, of which the ends belong to it or not. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly openLow: boolean
  readonly openHigh: boolean
}

/** How a number is meant. */
export type Bound = 'exact' | 'about' | 'over' | 'at-least' | 'under' | 'at-most' | 'range'

/** The numbers that a bound of a value, or of a span of values, lets through. */
export function intervalOf(low: number, high: number, bound: Bound): Interval {
  const closed = { low, high, openLow: false, openHigh: false }
  if (bound === 'over')
    return { ...closed, low: high, high: Number.POSITIVE_INFINITY, openLow: true }
  if (bound === 'at-least') return { ...closed, high: Number.POSITIVE_INFINITY }
  if (bound === 'under')
    return { ...closed, low: Number.NEGATIVE_INFINITY, high: low, openHigh: true }
  if (bound === 'at-most') return { ...closed, low: Number.NEGATIVE_INFINITY }
  if (bound === 'about') {
    const reach = Math.max(Math.abs(low), Math.abs(high)) * aboutReach
    return { ...closed, low: low - reach, high: high + reach }
  }
  return closed
}

/** As far from “about 100” something may be. */
const aboutReach = 0.05

/** Numbers that differ by rounding alone are the same; one that is infinite is like no other. */
const slack = (a: number, b: number): number =>
  Number.isFinite(a) && Number.isFinite(b) ? 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12) : 0

/** Whether every number of one lies in the other. NaN lies nowhere. */
export function within(inner: Interval, outer: Interval): boolean {
  return (
    reaches(outer.low, inner.low, outer.openLow && !inner.openLow) &&
    reaches(inner.high, outer.high, outer.openHigh && !inner.openHigh)
  )
}

/** Whether one end is not above the other; below it where it must be. */
function reaches(lower: number, upper: number, mustBeBelow: boolean): boolean {
  if (lower === upper) return !mustBeBelow
  const gap = upper - lower
  return mustBeBelow ? gap > slack(lower, upper) : gap >= -slack(lower, upper)
}

/** Whether no number lies in both. */
export function apart(a: Interval, b: Interval): boolean {
  return isBefore(a, b) || isBefore(b, a)
}

function isBefore(a: Interval, b: Interval): boolean {
  return reaches(a.high, b.low, !(a.openHigh || b.openLow)) && Number.isFinite(a.high)
}
