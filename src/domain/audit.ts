import type { Instant } from './instant.ts'

/** What is kept in the audit log, and no more than these. */
export const auditKinds = [
  'answer',
  'verification',
  'approval-requested',
  'approval-decided',
  'approval-withdrawn',
  'approval-used',
  'advice-reviewed',
  'stale-reported',
  'report-decided',
  'report-digest',
  'report-alert',
  'notice-sent',
  'notices-chosen',
  'feed-renewed',
  'rule-demoted',
  'rule-lifted',
  'receipt-recalled',
  'policy-changed',
  'signing-key-changed',
  'key-created',
  'key-revoked',
  'key-used',
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

/** Which entries of the log are asked for; all of them unless narrowed. */
export interface AuditFilter {
  readonly kind?: string
  readonly subject?: string
  /** Only what happened at this moment or later. */
  readonly since?: Instant
  /** Only entries behind this one. */
  readonly after?: number
  /** How many at most; 100 unless given. */
  readonly limit?: number
}

/** An entry as it lies in a database, perhaps of a newer Plumbline that knows more kinds; details are JSON. */
export type AuditRow = Omit<AuditEntry, 'kind' | 'details'> & {
  readonly kind: string
  readonly details: string
}

/** What is wrong with a log, at the first entry where something is. */
export interface AuditFault {
  /** Number of the entry. */
  readonly entry: number
  readonly is: 'edited' | 'missing' | 'out-of-order' | 'cut' | 'rewritten' | 'unproven'
  readonly message: string
}

/** What checking a log came to. */
export interface AuditReport {
  /** Entries that were read, up to the first that is not sound. */
  readonly entries: number
  /** Signed checkpoints that fit the log. */
  readonly checkpoints: number
  /** The entry up to which a signed checkpoint vouches for the log; 0 for none. */
  readonly vouchedTo: number
  /** Null for a log that nobody has tampered with. */
  readonly fault: AuditFault | null
}

/** Puts an event at the end of the chain. What cannot be written down must not happen. */
export type Audit = (event: AuditEvent) => Promise<void>
