import type { Instant } from './instant.ts'
import type { Decision, Intent } from './verdict.ts'

export const risks = ['low', 'medium', 'high'] as const
export type Risk = (typeof risks)[number]

/** Advice that went through without people, sampled to be looked at by one afterwards. */
export interface Review {
  readonly verification: string
  /** Who was advised. */
  readonly principal: string
  readonly risk: Risk
  readonly intent: Intent
  readonly decision: Decision
  readonly task: string | null
  /** The commands, each as one line. */
  readonly commands: readonly string[]
  readonly sampledAt: Instant
  readonly outcome: ReviewOutcome | null
}

/** What a person made of it. */
export interface ReviewOutcome {
  readonly person: string
  readonly found: 'right' | 'wrong'
  readonly comment: string | null
  readonly at: Instant
}

/** One day of verifying: how much was asked, how deeply it was checked, and what people did. */
export interface LoadDay {
  /** `2026-11-23`, in UTC. */
  readonly day: string
  readonly verifications: Readonly<Record<Decision, number>>
  /** Statements in the advice of the day, and how many of them could be checked. */
  readonly statements: number
  readonly checked: number
  readonly escalations: number
  readonly decisions: number
  /** From the request to each decision of the day; null without one. */
  readonly medianSecondsToDecide: number | null
  /** Decisions made sooner after the request was first shown than it takes to read it, from 0 to 1. */
  readonly quickShare: number | null
}

/** What one approver has before them, and how they have decided lately. */
export interface ApproverLoad {
  readonly person: string
  readonly senior: boolean
  /** Requests that wait and that this person may decide and has not. */
  readonly waiting: number
  readonly oldestSeconds: number | null
  /** Of the last 30 days. */
  readonly decisions: number
  readonly refused: number
  readonly medianSecondsToDecide: number | null
  readonly quickShare: number | null
}

/** How much people have to review, and how they keep up with it. */
export interface ReviewLoad {
  readonly at: Instant
  readonly waiting: number
  /** Age of the one that waits longest. */
  readonly oldestSeconds: number | null
  /** A decision this many seconds after the first look counts as quick. */
  readonly quickSeconds: number
  readonly approvers: readonly ApproverLoad[]
  /** Newest first. */
  readonly days: readonly LoadDay[]
  readonly reviews: {
    readonly waiting: number
    readonly right: number
    readonly wrong: number
    /** Share of risky advice that is sampled, before weighing by risk. */
    readonly share: number
  }
}
