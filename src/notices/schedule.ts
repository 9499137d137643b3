import type { Instant } from '../domain/instant.ts'

export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

/** When digests are due, in UTC. */
export interface DigestSchedule {
  readonly day: (typeof weekdays)[number]
  /** 0 to 23. */
  readonly hour: number
}

const dayLength = 86_400_000

/** The last moment up to now at which digests were due. */
export function lastDue(now: Instant, { day, hour }: DigestSchedule): Instant {
  const at = Date.parse(now)
  const midnight = at - (at % dayLength)
  const daysBack = (new Date(midnight).getUTCDay() - weekdays.indexOf(day) + 7) % 7
  const due = midnight - daysBack * dayLength + hour * 3_600_000
  return new Date(due > at ? due - 7 * dayLength : due).toISOString()
}

/** The next moment at which they are. */
export const nextDue = (now: Instant, schedule: DigestSchedule): Instant =>
  new Date(Date.parse(lastDue(now, schedule)) + 7 * dayLength).toISOString()
