/** A moment as an ISO 8601 string in UTC: the same text in SQLite, in JSON and in memory. */
export type Instant = string

/** How we know a moment: the source says so, we saw it happen, or git recorded it. */
export type Basis = 'claimed' | 'observed' | 'git'

/** A moment together with how we know it. */
export interface Dated {
  readonly at: Instant
  readonly basis: Basis
}

/** The current moment, always handed in, so that a run can be repeated. */
export type Clock = () => Instant

/** How a problem ends that time alone may heal: a date that has not come yet is believed once it is past. */
export const notYet = 'lies in the future; it is not believed'
