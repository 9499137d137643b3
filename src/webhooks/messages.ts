import type { AuditDetail, AuditEntry, AuditKind } from '../domain/audit.ts'
import type { WebhookEvent } from '../domain/webhook.ts'

/** What each kind of audit entry is called by those who are told of it. */
export const eventOf: Partial<Readonly<Record<AuditKind, WebhookEvent>>> = {
  'receipt-recalled': 'receipt.recalled',
  'approval-requested': 'approval.requested',
  'approval-decided': 'approval.decided',
  'approval-withdrawn': 'approval.decided',
  'policy-changed': 'policy.changed',
  'report-digest': 'report.digest',
  'report-alert': 'report.alert',
}

/** A message's type and body; the audit log holds neither secrets nor the text of pages, so neither does this. */
export function messageFor({
  at,
  kind,
  principal,
  subject,
  details,
}: AuditEntry): { readonly type: WebhookEvent; readonly payload: string } | null {
  const type = eventOf[kind]
  if (type === undefined) return null
  const data = { id: subject, ...linkTo(type, subject, details.person), principal, ...details }
  return { type, payload: JSON.stringify({ type, timestamp: at, data }) }
}

/** Where to see more: what may be seen there, the receiver's own key decides. */
function linkTo(
  type: WebhookEvent,
  id: string,
  person: AuditDetail | undefined,
): { readonly url?: string } {
  switch (type) {
    case 'policy.changed':
      return {}
    case 'receipt.recalled':
      return { url: `/v1/receipts/${encodeURIComponent(id)}/status` }
    case 'report.digest':
    case 'report.alert':
      return { url: `/v1/reports?owner=${encodeURIComponent(String(person))}` }
    default:
      return { url: `/v1/approvals/${encodeURIComponent(id)}` }
  }
}
