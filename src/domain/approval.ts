import type { Instant } from './instant.ts'

/** One person's yes or no to an action. */
export interface ApprovalDecision {
  readonly person: string
  readonly decision: 'approve' | 'refuse'
  readonly senior: boolean
  readonly at: Instant
  readonly comment: string | null
}

/** A request that people allow one action, bound to its digest and to the role it runs as. */
export interface Approval {
  readonly id: string
  readonly verification: string
  /** `sha256:` of the canonical action. */
  readonly action: string
  readonly role: string | null
  readonly requestedBy: string
  readonly requestedAt: Instant
  readonly expiresAt: Instant
  readonly approvers: number
  readonly senior: number
  readonly decisions: readonly ApprovalDecision[]
}
