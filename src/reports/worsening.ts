import type { Instant } from '../domain/instant.ts'
import type { NoticeChange } from '../domain/notice.ts'

/** How a finding stands, as far as it matters to somebody who was told of it before. */
export interface Standing {
  /** When it was found; when it came back, that moment. */
  readonly openedAt: Instant
  readonly severity: number
  readonly damage: number
}

/** How much more damage it takes to tell of it again: less would be told whenever somebody is served the page. */
const worseFactor = 2

/** What is to be told of a finding to somebody who knows this of it; null where there is nothing. */
export function changeOf(now: Standing, known: Standing | null): NoticeChange | null {
  if (known === null) return 'new'
  if (known.openedAt !== now.openedAt) return 'back'
  const isMore = now.damage > known.damage && now.damage >= worseFactor * known.damage
  return now.severity > known.severity || isMore ? 'worse' : null
}

/** What somebody was alerted to: when, and which coming of the finding. */
export interface Alerted {
  readonly openedAt: Instant
  readonly at: Instant
}

/** A finding that comes and goes is no news within a week. */
const quietDays = 7

/** Whether somebody is to be told at once of a contradiction that was served; never twice of the same. */
export function isAlarming(
  { openedAt }: Pick<Standing, 'openedAt'>,
  alerted: Alerted | null,
  now: Instant,
): boolean {
  if (alerted === null) return true
  const days = (Date.parse(now) - Date.parse(alerted.at)) / 86_400_000
  return alerted.openedAt !== openedAt && days > quietDays
}
