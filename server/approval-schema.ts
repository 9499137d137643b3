import { z } from 'zod'
import type { ApprovalOutcome, ApprovalView } from '../src/domain/approval.ts'
import { PlumblineError } from '../src/domain/errors.ts'
import type { ReviewLoad } from '../src/domain/review.ts'
import { list, text } from '../src/wire/basics.ts'
import { named } from './schema.ts'

const pace = {
  decisions: z.number(),
  medianSecondsToDecide: z.number().nullable(),
  quickShare: z.number().nullable(),
}

/** How much people have to review. */
export const load = z
  .object({
    at: text,
    waiting: z.number(),
    oldestSeconds: z.number().nullable(),
    quickSeconds: z.number(),
    approvers: list(
      z.object({
        person: text,
        senior: z.boolean(),
        waiting: z.number(),
        oldestSeconds: z.number().nullable(),
        refused: z.number(),
        ...pace,
      }),
    ),
    days: list(
      z.object({
        day: text,
        verifications: z.object({
          allow: z.number(),
          warn: z.number(),
          escalate: z.number(),
          block: z.number(),
        }),
        statements: z.number(),
        checked: z.number(),
        escalations: z.number(),
        ...pace,
      }),
    ),
    reviews: z.object({
      waiting: z.number(),
      right: z.number(),
      wrong: z.number(),
      share: z.number(),
    }),
  })
  .register(named, { id: 'ReviewLoad' }) satisfies z.ZodType<ReviewLoad>

/** Who is signed in. */
export const session = z
  .object({ person: text, scopes: list(text), csrf: text, endsAt: text })
  .register(named, { id: 'Session' })

/** What a person adds in words. */
export const comment = z.string().trim().min(1).max(2_000)

/** What a person says to a request. */
export const choice = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  comment: comment.exactOptional(),
})

/** The approval that a request came to; whatever else it came to is a fault that says why. */
export function doneOr(outcome: ApprovalOutcome, what: string): ApprovalView {
  switch (outcome.is) {
    case 'done':
      return outcome.approval
    case 'not-found':
      throw new PlumblineError('input.not-found', `there is no ${what}`)
    default:
      throw new PlumblineError(`approval.${outcome.is}`, outcome.because)
  }
}
