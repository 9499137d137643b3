import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { type AuditEntry, type AuditKind, auditKinds } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { DeadLetter, Listing } from '../domain/requests.ts'
import { type Delivery, type WebhookEvent, webhookEvents } from '../domain/webhook.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What became of one try. */
export type Outcome =
  | { readonly is: 'delivered'; readonly at: Instant }
  | { readonly is: 'waiting'; readonly nextAt: Instant; readonly because: string }
  | { readonly is: 'dead'; readonly at: Instant; readonly because: string }

/** A delivery that one process has for itself until its lease ends. */
export interface Leased extends Delivery {
  readonly leasedUntil: Instant
}

type Tell = (entry: AuditEntry) => { readonly type: WebhookEvent; readonly payload: string } | null

/** Messages to subscribers: read out of the audit log, kept until they are delivered or given up. */
export interface WebhookStore {
  /** A webhook that was not there before is told of what comes from now on; what waits for one that is there no more is dropped. */
  configure(webhooks: readonly string[]): Promise<void>
  /** Makes messages of what the audit log has that a webhook was not told of. */
  queue(webhook: string, kinds: readonly AuditKind[], tell: Tell, at: Instant): Promise<void>
  /** Takes what is due for this process alone, until the lease ends; the try counts from now on, whatever comes of it. */
  lease(at: Instant, until: Instant, limit: number): Promise<readonly Leased[]>
  /** What became of a leased message; nothing where the lease was lost meanwhile. */
  settle(leased: Leased, outcome: Outcome): Promise<void>
  deadLetters(part: {
    readonly after?: string
    readonly limit: number
  }): Promise<Listing<DeadLetter>>
  /** Puts a dead letter back among what is due; null where there is none. */
  revive(id: string, at: Instant): Promise<DeadLetter | null>
  /** When the next message is due; null where none waits. */
  nextAt(): Promise<Instant | null>
}

/** Audit entries that are read at once. */
const most = 500
/** Delivered messages are kept so many milliseconds, for whoever looks into what was sent. */
const keptFor = 30 * 24 * 60 * 60 * 1_000

const detailsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)

const entryOf = (row: Tables['audit']): AuditEntry => ({
  ...row,
  kind: z.enum(auditKinds).parse(row.kind),
  details: decode(detailsSchema, row.details, `audit entry ${row.seq}`),
})

type Row = Tables['webhook_deliveries']

const deliveryOf = (row: Row): Leased => ({
  id: row.id,
  webhook: row.endpoint,
  type: z.enum(webhookEvents).parse(row.type),
  payload: row.payload,
  createdAt: row.created_at,
  attempts: row.attempts,
  leasedUntil: row.leased_until ?? row.next_at,
})

const letterOf = (row: Row): DeadLetter => ({
  id: row.id,
  webhook: row.endpoint,
  type: row.type,
  createdAt: row.created_at,
  attempts: row.attempts,
  failedAt: row.finished_at ?? row.created_at,
  because: row.fault ?? '',
})

async function configure(db: Kysely<Tables>, webhooks: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const isGone =
      webhooks.length === 0
        ? sql<boolean>`true`
        : sql<boolean>`endpoint not in (${sql.join(webhooks)})`
    await trx.deleteFrom('webhook_cursors').where(isGone).execute()
    await trx
      .deleteFrom('webhook_deliveries')
      .where(isGone)
      .where('state', '=', 'waiting')
      .execute()
    const last = await trx
      .selectFrom('audit')
      .select((count) => count.fn.max('seq').as('seq'))
      .executeTakeFirst()
    for (const endpoint of webhooks)
      await trx
        .insertInto('webhook_cursors')
        .values({ endpoint, seq: last?.seq ?? 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  })
}

async function queue(
  db: Kysely<Tables>,
  webhook: string,
  kinds: readonly AuditKind[],
  tell: Tell,
  at: Instant,
): Promise<void> {
  if (kinds.length === 0) return
  for (let more = true; more; )
    more = await db.transaction().execute(async (trx) => {
      const cursor = await trx
        .selectFrom('webhook_cursors')
        .select('seq')
        .where('endpoint', '=', webhook)
        .executeTakeFirst()
      if (cursor === undefined) return false
      const rows = await trx
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', cursor.seq)
        .orderBy('seq')
        .limit(most)
        .execute()
      const last = rows.at(-1)
      if (last === undefined) return false
      for (const entry of rows
        .filter(({ kind }) => kinds.some((one) => one === kind))
        .map(entryOf)) {
        const message = tell(entry)
        if (message === null) continue
        const row: Row = {
          ...{ id: `msg_${randomBytes(16).toString('hex')}`, endpoint: webhook, seq: entry.seq },
          ...{ ...message, created_at: at, state: 'waiting', attempts: 0, next_at: at },
          ...{ leased_until: null, finished_at: null, fault: null },
        }
        await trx
          .insertInto('webhook_deliveries')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
      await trx
        .updateTable('webhook_cursors')
        .set({ seq: last.seq })
        .where('endpoint', '=', webhook)
        .execute()
      return rows.length === most
    })
  await db
    .deleteFrom('webhook_deliveries')
    .where('state', '=', 'delivered')
    .where('finished_at', '<', new Date(Date.parse(at) - keptFor).toISOString())
    .execute()
}

const lease = (db: Kysely<Tables>, at: Instant, until: Instant, limit: number) =>
  db.transaction().execute(async (trx) => {
    const due = trx
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('state', '=', 'waiting')
      .where('next_at', '<=', at)
      .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<=', at)]))
      .orderBy('next_at')
      .orderBy('seq')
      .limit(limit)
    const rows = await trx
      .updateTable('webhook_deliveries')
      .set(({ eb }) => ({ leased_until: until, attempts: eb('attempts', '+', 1) }))
      .where('id', 'in', due)
      .returningAll()
      .execute()
    return rows.sort((a, b) => a.seq - b.seq).map(deliveryOf)
  })

const settled = (outcome: Outcome): Partial<Row> => {
  switch (outcome.is) {
    case 'delivered':
      return { state: 'delivered', finished_at: outcome.at, fault: null, leased_until: null }
    case 'waiting':
      return { next_at: outcome.nextAt, fault: outcome.because, leased_until: null }
    case 'dead':
      return { state: 'dead', finished_at: outcome.at, fault: outcome.because, leased_until: null }
  }
}

/** Keeps messages to subscribers. */
export const webhookStore = (db: Kysely<Tables>): WebhookStore => ({
  configure: (webhooks) => configure(db, webhooks),
  queue: (webhook, kinds, tell, at) => queue(db, webhook, kinds, tell, at),
  lease: (at, until, limit) => lease(db, at, until, limit),

  settle: async ({ id, leasedUntil }, outcome) => {
    await db
      .updateTable('webhook_deliveries')
      .set(settled(outcome))
      .where('id', '=', id)
      .where('leased_until', '=', leasedUntil)
      .execute()
  },

  deadLetters: async ({ after, limit }) => {
    let query = db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('state', '=', 'dead')
      .orderBy('seq', 'desc')
      .orderBy('id', 'desc')
    const [, seq, id] = /^(\d{1,15})\.(msg_[0-9a-f]{32})$/.exec(after ?? '') ?? []
    if (after !== undefined)
      query = query.where(sql<boolean>`(seq, id) < (${Number(seq ?? 0)}, ${id ?? ''})`)
    const rows = await query.limit(limit + 1).execute()
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      items: rows.slice(0, limit).map(letterOf),
      next: last ? `${last.seq}.${last.id}` : null,
    }
  },

  revive: async (id, at) => {
    const row = await db
      .updateTable('webhook_deliveries')
      .set({ state: 'waiting', attempts: 0, next_at: at, leased_until: null, finished_at: null })
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .returningAll()
      .executeTakeFirst()
    return row === undefined ? null : letterOf({ ...row, finished_at: at })
  },

  nextAt: async () => {
    const row = await db
      .selectFrom('webhook_deliveries')
      .select(sql<string>`max(next_at, coalesce(leased_until, next_at))`.as('at'))
      .where('state', '=', 'waiting')
      .orderBy('at')
      .limit(1)
      .executeTakeFirst()
    return row?.at ?? null
  },
})
