import type { ClassedCommand } from './action.ts'
import type { Instant } from './instant.ts'
import type { Reason } from './verdict.ts'

/** What an approval is bound to: it dies when any of it changes. */
export interface Binding {
  /** `sha256:` of the canonical action. */
  readonly action: string
  readonly environment: string | null
  /** That one, and those that the action's own words aim at; ascending. */
  readonly environments: readonly string[]
  /** The role that the action runs under. */
  readonly role: string | null
  /** The account that the action runs as. */
  readonly runAs: string | null
}

/** What people were shown before they decided; nothing beyond it is ever lifted. */
export interface ShownAction {
  /** The text of the command, or of the change, as it was sent; null where the commands stand in advice alone. */
  readonly command: string | null
  readonly workingDirectory: string | null
  /** What the asker says it is aimed at. */
  readonly resource: string | null
  readonly commands: readonly ClassedCommand[]
  /** Parts that could not be parsed, in words. */
  readonly unseen: readonly string[]
  /** What stands against it and people can lift. */
  readonly reasons: readonly Reason[]
  /** `sha256:` of the advice that came with it; null where there was none. */
  readonly advice: string | null
}

/** One person's yes or no to an action. */
export interface ApprovalDecision {
  readonly person: string
  readonly decision: 'approve' | 'refuse'
  readonly senior: boolean
  readonly at: Instant
  readonly comment: string | null
  /** When this person was first shown the request; null when never: decided unseen. */
  readonly seenAt: Instant | null
}

/** A request that people allow one action, once. */
export interface Approval extends Binding {
  readonly id: string
  readonly verification: string
  readonly requestedBy: string
  /** The person whose agent asked, as configured when it did. */
  readonly owner: string | null
  readonly requestedAt: Instant
  readonly expiresAt: Instant
  readonly approvers: number
  readonly senior: number
  /** What the asker was asked to do, in its caller's words. */
  readonly task: string | null
  /** What the asker wants people to know. */
  readonly note: string | null
  readonly shown: ShownAction
  readonly decisions: readonly ApprovalDecision[]
  readonly withdrawnAt: Instant | null
  /** The one verification that it allowed. */
  readonly used: { readonly verification: string; readonly at: Instant } | null
}

export const approvalStates = [
  'waiting',
  'approved',
  'refused',
  'withdrawn',
  'expired',
  'used',
] as const
export type ApprovalState = (typeof approvalStates)[number]

/** A request with where it stands now, as one reader may see it. */
export interface ApprovalView extends Approval {
  readonly state: ApprovalState
  /** Approvals that count today, and how many of them are senior. */
  readonly counted: { readonly approvers: number; readonly senior: number }
  /** The people of today's configuration who may decide on it, once they have signed in. */
  readonly deciders: readonly { readonly person: string; readonly senior: boolean }[]
  /** Why this reader may not decide on it, in words; null when it may, after signing in. */
  readonly whyNotYou: string | null
}

/** A request of somebody's that an approval be asked for. */
export interface ApprovalRequest {
  readonly verification: string
  readonly note?: string
}

/** What a request about an approval came to; a refusal says in words why. */
export type ApprovalOutcome =
  | { readonly is: 'done'; readonly approval: ApprovalView }
  | { readonly is: 'not-found' }
  /** This person may not. */
  | { readonly is: 'not-yours'; readonly because: string }
  /** Nobody may any more. */
  | { readonly is: 'closed'; readonly because: string }
  /** People cannot lift it. */
  | { readonly is: 'not-liftable'; readonly because: string }
  /** Too many of the asker's requests wait already. */
  | { readonly is: 'too-many'; readonly because: string }
