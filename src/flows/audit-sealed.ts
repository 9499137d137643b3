import type { AuditEvent } from '../domain/audit.ts'
import type { Principal } from '../domain/principal.ts'
import type { ReceiptContent } from '../domain/receipt.ts'
import { sha256OfValue } from '../values/digests.ts'

/** What was asked, and in which request. */
export interface Asked {
  /** The whole request; nothing but its digest is kept. */
  readonly of: unknown
  /** The id that a request over HTTP bears; null elsewhere. */
  readonly request: string | null
}

/** What the audit log tells of an answer or a verification: who, by which key, what was decided and why, never its words. */
export const sealedEvent = (
  content: ReceiptContent,
  { key }: Principal,
  asked: Asked,
): AuditEvent => ({
  at: content.issuedAt,
  kind: content.about,
  principal: content.principal,
  subject: content.aboutId,
  details: {
    decision: content.decision,
    reasons: content.reasons,
    policy: content.policy.sha256,
    receipt: content.id,
    action: content.subjects.action === undefined ? null : `sha256:${content.subjects.action}`,
    asked: sha256OfValue(asked.of),
    request: asked.request,
    key: key ?? null,
  },
})
