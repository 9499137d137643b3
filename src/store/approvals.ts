import type { Kysely, Selectable, Transaction } from 'kysely'
import { z } from 'zod'
import type { Approval, ApprovalDecision } from '../domain/approval.ts'
import type { AuditEvent } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import { amongTexts } from './among.ts'
import { appendTo } from './audit.ts'
import { type ApprovalDocument, approvalSchema } from './schemas/approval.ts'
import { decode, encode } from './schemas/json.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** What becomes of an approval, with the event that tells of it; or why nothing does. */
export type Change<Refusal> =
  | { readonly to: Approval; readonly event: AuditEvent | null }
  | { readonly not: Refusal }

/** Requests for approval and what people decided. */
export interface ApprovalStore {
  put(approval: Approval, event: AuditEvent): Promise<void>
  get(id: string): Promise<Approval | null>
  /** The latest requests of one principal for one action, newest first. */
  forAction(action: string, requestedBy: string): Promise<readonly Approval[]>
  /** Requests that nothing has ended, the oldest first; `after`: the id of the last one seen. */
  open(
    now: Instant,
    part: { readonly limit: number; readonly after?: string },
  ): Promise<readonly Approval[]>
  /** All requests of one principal, newest first. */
  by(requestedBy: string, limit: number): Promise<readonly Approval[]>
  /** How many of one principal's requests nothing has ended. */
  countOpen(requestedBy: string, now: Instant): Promise<number>
  /**
   * Reads an approval and writes what `judge` makes of it, with its event, under one lock: of two that change it at once, the
   * second sees what the first did. Null when there is no such approval.
   */
  change<Refusal>(
    id: string,
    judge: (approval: Approval) => Change<Refusal>,
  ): Promise<Change<Refusal> | null>
  /** Remembers when a person was first shown a request. */
  seen(id: string, person: string, at: Instant): Promise<void>
  seenAt(id: string, person: string): Promise<Instant | null>
}

type Row = Selectable<Tables['approvals']>
type Db = Kysely<Tables> | Transaction<Tables>

const decisionKinds = z.enum(['approve', 'refuse'])

async function approvalsOf(db: Db, rows: readonly Row[]): Promise<readonly Approval[]> {
  if (rows.length === 0) return []
  const decisions = await db
    .selectFrom('approval_decisions')
    .selectAll()
    .where('approval', 'in', amongTexts(rows.map(({ id }) => id)))
    .orderBy('at')
    .orderBy('person')
    .execute()
  return rows.map((row) => ({
    ...decode(approvalSchema, row.document, `approval ${row.id}`),
    id: row.id,
    action: row.action,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decisions: decisions
      .filter(({ approval }) => approval === row.id)
      .map(
        (one): ApprovalDecision => ({
          person: one.person,
          decision: decisionKinds.parse(one.decision),
          senior: one.senior === 1,
          at: one.at,
          comment: one.comment,
          seenAt: one.seen_at,
        }),
      ),
  }))
}

const read = async (db: Db, id: string): Promise<Approval | null> => {
  const rows = await db.selectFrom('approvals').selectAll().where('id', '=', id).execute()
  return (await approvalsOf(db, rows))[0] ?? null
}

const rowOf = (approval: Approval): Row => {
  const { id, action, requestedBy, requestedAt, expiresAt, decisions, ...rest } = approval
  const document: ApprovalDocument = rest
  const refusal = decisions.find(({ decision }) => decision === 'refuse')
  return {
    id,
    action,
    requested_by: requestedBy,
    requested_at: requestedAt,
    expires_at: expiresAt,
    closed_at: approval.used?.at ?? approval.withdrawnAt ?? refusal?.at ?? null,
    document: encode(approvalSchema, document, `approval ${id}`),
  }
}

async function write(trx: Transaction<Tables>, approval: Approval): Promise<void> {
  const { id, ...row } = rowOf(approval)
  await trx.updateTable('approvals').set(row).where('id', '=', id).execute()
  for (const one of approval.decisions) {
    const { person, decision, at, comment, seenAt } = one
    const values = { decision, at, comment, senior: one.senior ? 1 : 0, seen_at: seenAt }
    await trx
      .insertInto('approval_decisions')
      .values({ approval: id, person, ...values })
      .onConflict((conflict) => conflict.columns(['approval', 'person']).doUpdateSet(values))
      .execute()
  }
}

const change = <Refusal>(
  db: Kysely<Tables>,
  id: string,
  judge: (approval: Approval) => Change<Refusal>,
): Promise<Change<Refusal> | null> =>
  inTransaction(db, async (trx) => {
    const approval = await read(trx, id)
    if (approval === null) return null
    const judged = judge(approval)
    if ('to' in judged) {
      await write(trx, judged.to)
      if (judged.event !== null) await appendTo(trx, judged.event)
    }
    return judged
  })

const newestBy = (db: Kysely<Tables>, requestedBy: string, limit: number) =>
  db
    .selectFrom('approvals')
    .selectAll()
    .where('requested_by', '=', requestedBy)
    .orderBy('requested_at', 'desc')
    .limit(limit)

const lists = (
  db: Kysely<Tables>,
): Pick<ApprovalStore, 'forAction' | 'open' | 'by' | 'countOpen'> => ({
  forAction: async (action, requestedBy) =>
    approvalsOf(db, await newestBy(db, requestedBy, 50).where('action', '=', action).execute()),

  open: async (now, { limit, after }) => {
    const last = after === undefined ? null : await read(db, after)
    // A place that nobody knows is not the beginning.
    if (after !== undefined && last === null) return []
    const rows = await db
      .selectFrom('approvals')
      .selectAll()
      .where('closed_at', 'is', null)
      .where('expires_at', '>', now)
      .$if(last !== null, (query) =>
        query.where((where) =>
          where.or([
            where('requested_at', '>', last?.requestedAt ?? ''),
            where.and([
              where('requested_at', '=', last?.requestedAt ?? ''),
              where('id', '>', last?.id ?? ''),
            ]),
          ]),
        ),
      )
      .orderBy('requested_at')
      .orderBy('id')
      .limit(limit)
      .execute()
    return approvalsOf(db, rows)
  },

  by: async (requestedBy, limit) =>
    approvalsOf(db, await newestBy(db, requestedBy, limit).execute()),

  countOpen: async (requestedBy, now) => {
    const { count } = await db
      .selectFrom('approvals')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('requested_by', '=', requestedBy)
      .where('closed_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
    return Number(count)
  },
})

/** Keeps approvals. */
export const approvalStore = (db: Kysely<Tables>): ApprovalStore => ({
  ...lists(db),

  put: (approval, event) =>
    inTransaction(db, async (trx) => {
      await trx.insertInto('approvals').values(rowOf(approval)).execute()
      await appendTo(trx, event)
    }),

  get: (id) => read(db, id),
  change: (id, judge) => change(db, id, judge),

  seen: async (id, person, at) => {
    await db
      .insertInto('approval_views')
      .values({ approval: id, person, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },

  seenAt: async (id, person) => {
    const row = await db
      .selectFrom('approval_views')
      .select('at')
      .where('approval', '=', id)
      .where('person', '=', person)
      .executeTakeFirst()
    return row?.at ?? null
  },
})
