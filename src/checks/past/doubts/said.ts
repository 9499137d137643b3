import type { Instant } from '../../../domain/instant.ts'
import { unknown } from '../../check.ts'
import { isWrittenBy, madeAt, wordedAt } from '../dates.ts'
import { type Doubt, isPath, type Loss } from '../loss.ts'

/** What was taken away so often comes and goes: notes of the next release, which each release takes up. */
const manyTimes = 3

export const comesAndGoes: Doubt = ({ fate, claim }) =>
  // A link to what comes and goes is broken while it is away.
  fate.is === 'gone' && claim.kind !== 'link' && (fate.times ?? 1) >= manyTimes
    ? unknown(
        'created-by-reader',
        `${claim.subject} was taken away ${fate.times} times: it comes and goes`,
      )
    : null

/** A link is broken whether or not its target was there when it was set. */
const isBroken = ({ opinion, ...rest }: Loss): boolean =>
  opinion.whole?.isOurs === true && isPath({ opinion, ...rest })

export const saidLater: Doubt = async (loss) => {
  const { fate, opinion, claim, page, grounds, isSeen } = loss
  if (isSeen) return null
  const made = await madeAt(claim, page, grounds, opinion.distinctive ? fate.change.date : null)
  if (!isBroken(loss) && made !== null && fate.change.date !== null && made > fate.change.date)
    return unknown(
      'example',
      `the page first said it on ${made.slice(0, 10)}, after the code had dropped it: an example`,
    )
  if (made === null && !opinion.distinctive)
    return unknown(
      'ambiguous',
      `nobody knows when the page was written, and ${claim.subject} is a common name`,
    )
  return null
}

/**
 * Who takes a name out and first writes of it in one change knows both. Files are moved, and documents with them, by one change; and of
 * a line that was there before only the words beside the name may have been touched.
 */
async function isOfRemoval(loss: Loss, worded: Instant): Promise<boolean> {
  const removal = loss.fate.change.date
  if (removal === null || worded !== removal || isPath(loss)) return false
  return (await madeAt(loss.claim, loss.page, loss.grounds, removal)) === removal
}

/** Whoever words a statement anew looks at it: where no list is whole, what the page says then outweighs an old removal. */
export const saidAnew: Doubt = async (loss) => {
  const { fate, opinion, claim, page, grounds, isSeen } = loss
  const removal = fate.change.date
  if (removal === null || opinion.whole !== null || isSeen) return null
  const worded = await wordedAt(claim, page, grounds, removal)
  return worded !== null && (worded > removal || (await isOfRemoval(loss, worded)))
    ? unknown(
        'ambiguous',
        `the statement was worded on ${worded.slice(0, 10)}, when the code dropped ${claim.subject} or later`,
      )
    : null
}

/** The change that took the name away wrote of it on the page, in a sentence of its own: whoever made it knows of whose it is. */
export const saidWithRemoval: Doubt = async (loss) => {
  const { fate, opinion, claim, page, grounds, isSeen } = loss
  if (opinion.whole !== null || isSeen || isPath(loss)) return null
  return (await isWrittenBy(fate.change, claim, page, grounds))
    ? unknown('ambiguous', `the change that dropped ${claim.subject} wrote of it on the page`)
    : null
}
