import type { Action } from './action.ts'
import type { Citation } from './citation.ts'
import type { Instant } from './instant.ts'
import type { Span } from './passage.ts'
import type { Correction } from './search.ts'
import type { DecidedBy } from './support-reason.ts'
import type { Intent, Reason, Verdict } from './verdict.ts'

export const supports = [
  'supported',
  'partially-supported',
  'contradicted',
  'not-enough-info',
  'not-checkable',
] as const
export type Support = (typeof supports)[number]

/** One sentence, step or command of an answer or of advice. */
export interface Statement {
  readonly text: string
  /** Where it stands in the answer's or the advice's text. */
  readonly span: Span
  readonly citations: readonly string[]
  readonly support: Support
  /** What of the cited passage decided, what decided most first; left out where none did, and where the statement holds a secret. */
  readonly decidedBy?: readonly DecidedBy[]
  /** What code says against it. */
  readonly findings: readonly string[]
}

/** A citation without its words. */
export type WithheldCitation = Omit<Citation, 'quote'>

/** A source that was set aside, and why. What it says is left out, so that nobody follows it all the same. */
export interface Withheld {
  readonly citation: WithheldCitation
  readonly reasons: readonly Reason[]
}

export interface ReceiptLink {
  readonly id: string
  readonly url: string
  readonly expiresAt: Instant
}

interface Answered {
  readonly id: string
  readonly query: string
  readonly answeredAt: Instant
  /** Words that were taken for misspelt; left out where there were none. */
  readonly readAs?: readonly Correction[]
  readonly citations: readonly Citation[]
  readonly withheld: readonly Withheld[]
  readonly receipt: ReceiptLink
}

/** What a model had to do with an answer's words, where one is configured. */
export interface Composition {
  /** The model. */
  readonly by: string
  /** Whether the words are the model's, each statement checked against its source, or the pages' own. */
  readonly is: 'composed' | 'quoted'
  /** Why the pages are quoted although there is a model; null where they are not. */
  readonly because: string | null
  /** How many statements of the model were not borne out, and left out. */
  readonly dropped: number
}

/** Advice that may be used, and with what caution. */
export interface GivenAnswer extends Answered {
  readonly verdict: Verdict & { readonly decision: 'allow' | 'warn' | 'escalate' }
  readonly text: string
  readonly statements: readonly Statement[]
  /** Only where a model is configured. */
  readonly composition?: Composition
}

/** Advice that may not be used: it has no text, so no door can leak it. */
export interface BlockedAnswer extends Answered {
  readonly verdict: Verdict & { readonly decision: 'block' }
  /** What would unblock it, in words: whom to ask, what to mend. */
  readonly unblock: readonly string[]
}

export type Answer = GivenAnswer | BlockedAnswer

export interface Escalation {
  readonly approvers: number
  readonly senior: number
  readonly approval: string
  readonly url: string
}

/** Advice or an action of somebody else, judged. */
export interface Verification {
  readonly id: string
  readonly verifiedAt: Instant
  readonly task: string | null
  /** In `report` mode the verdict is told and nothing is enforced; its receipt allows nothing. */
  readonly mode: 'enforce' | 'report'
  /** The strictest of what was declared and of what the commands do; null where it was not kept. */
  readonly intent: Intent | null
  /** The environments that the action's own words aim at. */
  readonly environments: readonly string[]
  readonly verdict: Verdict
  readonly statements: readonly Statement[]
  readonly citations: readonly Citation[]
  readonly counts: {
    readonly statements: number
    readonly checked: number
    readonly supported: number
    readonly 'partially-supported': number
    readonly contradicted: number
    readonly 'not-enough-info': number
    readonly 'not-checkable': number
  }
  readonly action: Action | null
  readonly escalation: Escalation | null
  readonly unblock: readonly string[]
  readonly receipt: ReceiptLink
}
