import { subDays } from 'date-fns/subDays'
import type { Instant } from '../domain/instant.ts'
import type { Store } from '../store/store.ts'

/** Days after which people's approval of a verification is not asked for any more: what it rested on is another by then. */
export const daysAskable = 7
/** Days for which it is kept what a person made of sampled advice; the audit log has it for ever. */
const daysReviewed = 90
/** Days for which sampled advice waits for somebody to look at it. */
const daysUnreviewed = 180

/** Days for which it is kept how often a passage was served. */
const daysServed = 60

/** Days for which it is kept what a notice told, and what its person knew of findings that are gone. */
const daysNoticed = 90

/** Whether people may still be asked about what was verified at this moment. An unreadable moment is long past. */
export const isAskable = (verifiedAt: Instant, now: Instant): boolean =>
  Date.parse(verifiedAt) >= Date.parse(subDays(now, daysAskable).toISOString())

/** Forgets what nothing refers to and nobody will ask for again. Requests for approval hold all that they show, so none of them is touched. */
export async function forgetOld(
  {
    liftable,
    reviews,
    served,
    notices,
  }: Pick<Store, 'liftable' | 'reviews' | 'served' | 'notices'>,
  now: Instant,
): Promise<void> {
  const before = (days: number): Instant => subDays(now, days).toISOString()
  await liftable.forget(before(daysAskable))
  await served.forget(before(daysServed))
  await notices.forget(before(daysNoticed))
  await reviews.forget({ reviewed: before(daysReviewed), sampled: before(daysUnreviewed) })
}
