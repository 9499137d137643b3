import type { Evidence } from './finding.ts'

/** From the mildest to the strictest. */
export const decisions = ['allow', 'warn', 'escalate', 'block'] as const
export type Decision = (typeof decisions)[number]

/** How many people can lift a decision, and how many of them must be senior. */
export interface People {
  readonly approvers: number
  readonly senior: number
}

/** Why a verdict is what it is: a stable dotted code, a sentence for people, and what it rests on. */
export interface Reason {
  readonly code: string
  readonly decision: Decision
  readonly message: string
  readonly citation?: string
  readonly finding?: string
  readonly statement?: number
  readonly action?: number
  /** The rule of the policy that says so. */
  readonly rule?: string
  /** Who could lift it, where that is decided at the reason itself and not by its code. */
  readonly people?: People
  readonly evidence?: readonly Evidence[]
}

export interface Verdict {
  readonly decision: Decision
  readonly reasons: readonly Reason[]
}

export const stricter = (a: Decision, b: Decision): Decision =>
  decisions.indexOf(a) >= decisions.indexOf(b) ? a : b

/** The strictest reason wins; nothing said against it allows. */
export const verdictOf = (reasons: readonly Reason[]): Verdict => ({
  decision: reasons.reduce<Decision>((worst, { decision }) => stricter(worst, decision), 'allow'),
  reasons,
})

/** What advice is for: to know, to change something, or to destroy something. */
export const intents = ['inform', 'act', 'destroy'] as const
export type Intent = (typeof intents)[number]
