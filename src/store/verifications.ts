import { type Kysely, sql, type Transaction } from 'kysely'
import type { Verification } from '../domain/answer.ts'
import { verificationSchema } from './schemas/answer.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** A verification and who asked for it. */
export interface KeptVerification {
  readonly principal: string
  readonly verification: Verification
}

/** Every verification ever made, as it was given. */
export interface VerificationStore {
  put(principal: string, verification: Verification): Promise<void>
  get(id: string): Promise<KeptVerification | null>
}

/** Adds one to the figures of its day. */
async function count(
  trx: Transaction<Tables>,
  { verifiedAt, verdict, counts: { statements, checked } }: Verification,
): Promise<void> {
  const key = { day: verifiedAt.slice(0, 10), decision: verdict.decision }
  await trx
    .insertInto('verification_days')
    .values({ ...key, verifications: 1, statements, checked })
    .onConflict((conflict) =>
      conflict.columns(['day', 'decision']).doUpdateSet((day) => ({
        verifications: sql`${day.ref('verification_days.verifications')} + 1`,
        statements: sql`${day.ref('verification_days.statements')} + excluded.statements`,
        checked: sql`${day.ref('verification_days.checked')} + excluded.checked`,
      })),
    )
    .execute()
}

/** Keeps verifications. */
export const verificationStore = (db: Kysely<Tables>): VerificationStore => ({
  put: async (principal, verification) => {
    const { id, verifiedAt, verdict } = verification
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('verifications')
        .values({
          id,
          principal,
          verified_at: verifiedAt,
          decision: verdict.decision,
          document: JSON.stringify(verification),
        })
        .execute()
      await count(trx, verification)
    })
  },

  get: async (id) => {
    const row = await db
      .selectFrom('verifications')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) return null
    const verification = decode(verificationSchema, row.document, `verification ${id}`)
    return { principal: row.principal, verification }
  },
})
