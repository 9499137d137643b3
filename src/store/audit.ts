import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AuditEntry, AuditEvent } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { Tables } from './tables.ts'

/** The audit log: written at its end and nowhere else. */
export interface AuditStore {
  append(event: AuditEvent): Promise<AuditEntry>
}

/** What the first entry has for the hash of the one before. */
export const noEntry = '0'.repeat(64)

/** SHA-256 in hex over an entry without its own hash. */
export const hashOf = (entry: Omit<AuditEntry, 'hash'>): string =>
  createHash('sha256').update(canonicalJson(entry)).digest('hex')

/** Keeps the audit log. */
export const auditStore = (db: Kysely<Tables>): AuditStore => ({
  append: ({ at, kind, principal, subject, details }) =>
    db.transaction().execute(async (trx) => {
      const last = await trx
        .selectFrom('audit')
        .select(['seq', 'hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      const before = { seq: (last?.seq ?? 0) + 1, previous: last?.hash ?? noEntry }
      const unhashed = { ...before, at, kind, principal, subject, details }
      const entry = { ...unhashed, hash: hashOf(unhashed) }
      await trx
        .insertInto('audit')
        .values({ ...entry, details: canonicalJson(details) })
        .execute()
      return entry
    }),
})
