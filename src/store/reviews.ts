import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { AuditEvent } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import { type Review, type ReviewOutcome, risks } from '../domain/review.ts'
import { appendTo } from './audit.ts'
import { reviewSchema } from './schemas/approval.ts'
import { decode, encode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** Advice that was sampled for people to look at. */
export interface ReviewStore {
  put(review: Review): Promise<void>
  get(verification: string): Promise<Review | null>
  /** Those that nobody has looked at: by risk, then the oldest first. */
  waiting(limit: number): Promise<readonly Review[]>
  tally(): Promise<{ readonly waiting: number; readonly right: number; readonly wrong: number }>
  /** Keeps what a person made of it; false when somebody else was first. */
  close(verification: string, outcome: ReviewOutcome, event: AuditEvent): Promise<boolean>
  /** Forgets what was looked at before one moment, and what was sampled before another and never looked at. */
  forget(before: { readonly reviewed: Instant; readonly sampled: Instant }): Promise<void>
}

const reviewOf = (row: Selectable<Tables['reviews']>): Review => ({
  ...decode(reviewSchema, row.document, `review of ${row.verification}`),
  verification: row.verification,
  principal: row.principal,
  risk: z.enum(risks).parse(row.risk),
  sampledAt: row.sampled_at,
  outcome: outcomeOf(row),
})

const outcomeOf = (row: Selectable<Tables['reviews']>): ReviewOutcome | null => {
  const { person, found, comment, reviewed_at: at } = row
  if (person === null || found === null || at === null) return null
  return { person, found: z.enum(['right', 'wrong']).parse(found), comment, at }
}

const close = (
  db: Kysely<Tables>,
  verification: string,
  { person, found, comment, at }: ReviewOutcome,
  event: AuditEvent,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('reviews')
      .set({ person, found, comment, reviewed_at: at })
      .where('verification', '=', verification)
      .where('reviewed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await appendTo(trx, event)
    return true
  })

/** Keeps reviews. */
export const reviewStore = (db: Kysely<Tables>): ReviewStore => ({
  put: async ({ verification, principal, risk, sampledAt, intent, decision, task, commands }) => {
    await db
      .insertInto('reviews')
      .values({
        ...{ verification, principal, risk, sampled_at: sampledAt },
        document: encode(reviewSchema, { intent, decision, task, commands }, 'a review'),
        ...{ person: null, found: null, comment: null, reviewed_at: null },
      })
      .execute()
  },

  get: async (verification) => {
    const row = await db
      .selectFrom('reviews')
      .selectAll()
      .where('verification', '=', verification)
      .executeTakeFirst()
    return row === undefined ? null : reviewOf(row)
  },

  waiting: async (limit) => {
    const rows = await db
      .selectFrom('reviews')
      .selectAll()
      .where('reviewed_at', 'is', null)
      .orderBy(sql`case risk when 'high' then 0 when 'medium' then 1 else 2 end`)
      .orderBy('sampled_at')
      .orderBy('verification')
      .limit(limit)
      .execute()
    return rows.map(reviewOf)
  },

  tally: async () => {
    const rows = await db
      .selectFrom('reviews')
      .select(['found', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('found')
      .execute()
    const of = (found: string | null) => Number(rows.find((row) => row.found === found)?.count ?? 0)
    return { waiting: of(null), right: of('right'), wrong: of('wrong') }
  },

  close: (verification, outcome, event) => close(db, verification, outcome, event),

  forget: async ({ reviewed, sampled }) => {
    await db.deleteFrom('reviews').where('reviewed_at', '<', reviewed).execute()
    await db
      .deleteFrom('reviews')
      .where('reviewed_at', 'is', null)
      .where('sampled_at', '<', sampled)
      .execute()
  },
})
