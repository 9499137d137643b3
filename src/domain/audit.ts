import type { Instant } from './instant.ts'

/** What is kept in the audit log, and no more than these. */
export const auditKinds = [
  'answer',
  'verification',
  'approval-requested',
  'approval-decided',
  'approval-withdrawn',
  'approval-used',
  'receipt-recalled',
  'policy-changed',
  'signing-key-changed',
  'key-created',
  'key-revoked',
  'key-refused',
  'person-changed',
  'sign-in',
  'sign-in-refused',
  'checkpoint',
] as const
export type AuditKind = (typeof auditKinds)[number]

export type AuditDetail = string | number | boolean | null | readonly string[]

/** Something that happened and must stay known. Secrets never stand in it. */
export interface AuditEvent {
  readonly at: Instant
  readonly kind: AuditKind
  /** Who did it; null for what happened by itself. */
  readonly principal: string | null
  /** Id of what it is about: an answer, a verification, an approval, a receipt, a key. */
  readonly subject: string
  readonly details: Readonly<Record<string, AuditDetail>>
}

/** An event in its place in the chain. */
export interface AuditEntry extends AuditEvent {
  /** 1 for the first, without gaps. */
  readonly seq: number
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previous: string
  /** SHA-256 in hex of the canonical JSON of everything else in the entry. */
  readonly hash: string
}

/** Puts an event at the end of the chain. What cannot be written down must not happen. */
export type Audit = (event: AuditEvent) => Promise<void>
