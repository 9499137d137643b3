import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Tables } from './tables.ts'

/** A policy that came into force. */
export interface SeenPolicy {
  readonly name: string
  readonly sha256: string
  /** Its canonical document; null where it could not be read. */
  readonly document: string | null
  /** Why it could not be read; null where it could. */
  readonly problem: string | null
  readonly since: Instant
}

/** The policies that verdicts were made by. */
export interface PolicyStore {
  /** The last that came into force; null before there was any. */
  last(): Promise<SeenPolicy | null>
  put(seen: SeenPolicy): Promise<void>
}

/** Keeps policies. */
export const policyStore = (db: Kysely<Tables>): PolicyStore => ({
  last: async () => {
    const row = await db
      .selectFrom('policies')
      .select(['name', 'sha256', 'document', 'problem', 'since'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ?? null
  },

  put: async (seen) => {
    await db.insertInto('policies').values(seen).execute()
  },
})
