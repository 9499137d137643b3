import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import {
  type AuditEntry,
  type AuditEvent,
  type AuditFilter,
  type AuditKind,
  auditKinds,
} from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { withoutSecrets } from '../values/secrets.ts'
import { detailsSchema, hashOf, noEntry } from './audit-chain.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** The audit log: written at its end and nowhere else. */
export interface AuditStore {
  append(event: AuditEvent): Promise<AuditEntry>
  /** Some entries, oldest first. */
  list(filter: AuditFilter): Promise<readonly AuditEntry[]>
  /** The newest entry; of a kind, and about something, where these are named. */
  last(of?: { readonly kind: AuditKind; readonly subject?: string }): Promise<AuditEntry | null>
  /** Waits until what was written lies on the disk, and not only with the operating system. */
  settle(): Promise<void>
}

const entryOf = ({ details, kind, ...row }: Tables['audit']): AuditEntry => ({
  ...row,
  kind: z.enum(auditKinds).parse(kind),
  details: decode(detailsSchema, details, `audit entry ${row.seq}`),
})

/** Puts an event at the end of the chain as part of what it tells of: both happen, or neither. Secrets in it do not get there. */
export async function appendTo(trx: Transaction<Tables>, event: AuditEvent): Promise<AuditEntry> {
  const { at, kind, principal, subject, details } = withoutSecrets(event)
  const last = await trx
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const before = { seq: (last?.seq ?? 0) + 1, previous: last?.hash ?? noEntry }
  const who = { principal: principal === null ? null : whole(principal), subject: whole(subject) }
  const unhashed = { ...before, at, kind, ...who, details }
  const entry = { ...unhashed, hash: hashOf(unhashed) }
  await trx
    .insertInto('audit')
    .values({ ...entry, details: canonicalJson(details) })
    .execute()
  return entry
}

/** SQLite would give back half of a surrogate pair as another character, and the hash would not fit. */
const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD').slice(0, 2_000)

/** Keeps the audit log. */
export const auditStore = (db: Kysely<Tables>): AuditStore => ({
  append: (event) => inTransaction(db, (trx) => appendTo(trx, event)),

  list: async ({ kind, subject, since, after = 0, limit = 100 }) => {
    let query = db.selectFrom('audit').selectAll().where('seq', '>', after)
    if (kind !== undefined) query = query.where('kind', '=', kind)
    if (subject !== undefined) query = query.where('subject', '=', subject)
    if (since !== undefined) query = query.where('at', '>=', since)
    return (await query.orderBy('seq').limit(limit).execute()).map(entryOf)
  },

  last: async (of) => {
    let query = db.selectFrom('audit').selectAll()
    if (of !== undefined) query = query.where('kind', '=', of.kind)
    if (of?.subject !== undefined) query = query.where('subject', '=', of.subject)
    const row = await query.orderBy('seq', 'desc').limit(1).executeTakeFirst()
    return row === undefined ? null : entryOf(row)
  },

  // SQLite brings its journal to the disk before it copies anything out of it.
  settle: async () => {
    await sql`pragma wal_checkpoint(passive)`.execute(db)
  },
})
