import type { Kysely } from 'kysely'
import type { Approval, ApprovalDecision } from '../domain/approval.ts'
import { approvalSchema } from './schemas/approval.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** Requests for approval and what people decided. */
export interface ApprovalStore {
  put(approval: Approval): Promise<void>
  get(id: string): Promise<Approval | null>
  /** All requests for one action, newest first. */
  forAction(digest: string): Promise<readonly Approval[]>
  /** Adds one person's decision, in place of the same person's older one; null when there is no such request. */
  decide(id: string, decision: ApprovalDecision): Promise<Approval | null>
}

const approvalOf = ({ id, document }: { id: string; document: string }): Approval =>
  decode(approvalSchema, document, `approval ${id}`)

const readApproval = async (db: Kysely<Tables>, id: string): Promise<Approval | null> => {
  const row = await db
    .selectFrom('approvals')
    .select(['id', 'document'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : approvalOf(row)
}

const rowOf = (approval: Approval) => ({
  id: approval.id,
  action: approval.action,
  requested_by: approval.requestedBy,
  expires_at: approval.expiresAt,
  document: JSON.stringify(approval),
})

/** Keeps approvals. */
export const approvalStore = (db: Kysely<Tables>): ApprovalStore => ({
  put: async (approval) => {
    await db.insertInto('approvals').values(rowOf(approval)).execute()
  },

  get: (id) => readApproval(db, id),

  forAction: async (digest) => {
    const rows = await db
      .selectFrom('approvals')
      .select(['id', 'document'])
      .where('action', '=', digest)
      .execute()
    return rows.map(approvalOf).sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
  },

  decide: (id, decision) =>
    db.transaction().execute(async (trx) => {
      const approval = await readApproval(trx, id)
      if (approval === null) return null
      const others = approval.decisions.filter(({ person }) => person !== decision.person)
      const decided = { ...approval, decisions: [...others, decision] }
      await trx.updateTable('approvals').set(rowOf(decided)).where('id', '=', id).execute()
      return decided
    }),
})
