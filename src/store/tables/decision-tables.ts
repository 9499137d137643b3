import type { Generated } from 'kysely'
import type { DocumentColumns } from './document-columns.ts'

/** What was decided, what it rests on, and who was told of it. */
export interface DecisionTables {
  answers: DocumentColumns & {
    principal: string
    answered_at: string
    decision: string
    provenance: string | null
  }
  verifications: DocumentColumns & { principal: string; verified_at: string; decision: string }
  receipts: DocumentColumns & {
    about_id: string
    principal: string
    issued_at: string
    expires_at: string
    decision: string
  }
  policies: {
    seq: Generated<number>
    name: string
    sha256: string
    document: string | null
    problem: string | null
    since: string
  }
  recalls: {
    receipt: string
    recalled_at: string
    because: string
    turned: string
    announced_at: string | null
  }
  receipt_grounds: {
    receipt: string
    what: string
    key: string
    page: string | null
    state: string
  }
  pruned_grounds: { only: number; expires_at: string; receipt: string }
  webhook_cursors: { endpoint: string; seq: number }
  webhook_deliveries: {
    id: string
    endpoint: string
    seq: number
    type: string
    payload: string
    created_at: string
    state: string
    attempts: number
    next_at: string
    leased_until: string | null
    finished_at: string | null
    fault: string | null
  }
  approvals: DocumentColumns & {
    action: string
    requested_by: string
    requested_at: string
    expires_at: string
    closed_at: string | null
  }
  approval_decisions: {
    approval: string
    person: string
    decision: string
    senior: number
    at: string
    comment: string | null
    seen_at: string | null
  }
  approval_views: { approval: string; person: string; at: string }
  liftable: { verification: string; principal: string; document: string }
  reviews: {
    verification: string
    principal: string
    risk: string
    sampled_at: string
    document: string
    person: string | null
    found: string | null
    comment: string | null
    reviewed_at: string | null
  }
  verification_days: {
    day: string
    decision: string
    verifications: number
    statements: number
    checked: number
  }
  served_passages: { passage: string; day: string; principal: string; times: number }
  audit: {
    seq: number
    at: string
    kind: string
    principal: string | null
    subject: string
    details: string
    previous: string
    hash: string
  }
  idempotency: {
    principal: string
    key: string
    digest: string
    response: string | null
    created_at: string
  }
}
