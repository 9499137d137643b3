import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import { type LiftableDocument, liftableSchema } from './schemas/approval.ts'
import { decode, encode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What people could lift of verifications, kept so that their approval can be asked for later. */
export interface LiftableStore {
  put(principal: string, liftable: LiftableDocument): Promise<void>
  /** What people could lift of a principal's own verification; null for nothing, or somebody else's. */
  of(verification: string, principal: string): Promise<LiftableDocument | null>
  /** Forgets what was verified before a moment, and what nothing stands against any more. */
  forget(verifiedBefore: Instant): Promise<void>
}

/** Keeps what people could lift. */
export const liftableStore = (db: Kysely<Tables>): LiftableStore => ({
  put: async (principal, liftable) => {
    const { verification } = liftable
    await db
      .insertInto('liftable')
      .values({
        verification,
        principal,
        document: encode(liftableSchema, liftable, `what people could lift of ${verification}`),
      })
      .execute()
  },

  of: async (verification, principal) => {
    const row = await db
      .selectFrom('liftable')
      .select('document')
      .where('verification', '=', verification)
      .where('principal', '=', principal)
      .executeTakeFirst()
    return row === undefined
      ? null
      : decode(liftableSchema, row.document, `what people could lift of ${verification}`)
  },

  forget: async (verifiedBefore) => {
    await db
      .deleteFrom('liftable')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('verifications')
              .select('verifications.id')
              .whereRef('verifications.id', '=', 'liftable.verification')
              .where('verifications.verified_at', '>=', verifiedBefore)
              .where('verifications.decision', 'in', ['escalate', 'block']),
          ),
        ),
      )
      .execute()
  },
})
