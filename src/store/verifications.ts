import type { Kysely } from 'kysely'
import type { Verification } from '../domain/answer.ts'
import { verificationSchema } from './schemas/answer.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

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

/** Keeps verifications. */
export const verificationStore = (db: Kysely<Tables>): VerificationStore => ({
  put: async (principal, verification) => {
    const { id, verifiedAt, verdict } = verification
    await db
      .insertInto('verifications')
      .values({
        id,
        principal,
        verified_at: verifiedAt,
        decision: verdict.decision,
        document: JSON.stringify(verification),
      })
      .execute()
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
