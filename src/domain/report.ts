import type { ClaimKind } from './claim.ts'
import type { Finding } from './finding.ts'
import type { Instant } from './instant.ts'
import type { Genre } from './page.ts'
import type { Principal } from './principal.ts'
import type { Listing } from './requests.ts'

export const reportDecisions = [
  'fixed',
  'still-true',
  'superseded-by',
  'obsolete',
  'not-mine',
  'snooze',
  'false-alarm',
] as const
export type ReportDecisionKind = (typeof reportDecisions)[number]

/** What looking again came to, after somebody said that it is fixed. */
export const rechecks = ['closed', 'still-found', 'under-way', 'not-checked'] as const
export type Recheck = (typeof rechecks)[number]

/** What an owner said to a report. Nothing that is said here closes it, nor takes a tag off a citation. */
export interface ReportDecision {
  readonly person: string
  readonly decision: ReportDecisionKind
  /** The finding that it is about; null where it is about all that were open then. */
  readonly finding: string | null
  readonly at: Instant
  /** Until when the owner's list leaves it out; null where it does not, or for good. */
  readonly until: Instant | null
  /** What shows that the page is still true: an address, a `path:line` or a commit. */
  readonly evidence: string | null
  /** The page that stands in place of this one. */
  readonly page: string | null
  /** Whose it is instead. */
  readonly to: string | null
  readonly comment: string | null
  readonly recheck: Recheck | null
}

/** One finding of a report. */
export interface ReportItem {
  readonly finding: string
  readonly kind: ClaimKind
  readonly subject: string
  /** When it was found; when it came back, that moment. */
  readonly openedAt: Instant
  /** When judging did not find it any more; null while it does. */
  readonly closedAt: Instant | null
  /** How often it was found after it had been gone. */
  readonly returned: number
}

/** A name that CODEOWNERS of a repository gives for code that the page speaks of. */
export interface CodeOwner {
  readonly repository: string
  readonly named: string
}

/** A page with what is wrong with it: one for each page, with its history. */
export interface Report {
  /** `rep_` and a hash of the page's id. */
  readonly id: string
  readonly page: string
  /** Most often named first. */
  readonly codeOwners: readonly CodeOwner[]
  readonly items: readonly ReportItem[]
  /** Oldest first. */
  readonly decisions: readonly ReportDecision[]
}

export const reportStates = ['open', 'set-aside', 'closed'] as const
/** `set-aside`: all that is open was decided on, for a while; it comes back by itself. */
export type ReportState = (typeof reportStates)[number]

/** Whose a report is, and by whose word. A name that is no configured person who may read and mend the page routes to nobody. */
export interface ReportOwner {
  readonly person: string | null
  readonly named: string | null
  readonly by: 'page' | 'codeowners' | 'source' | 'handed-over' | null
}

/** How often passages were cited, or found and set aside, in the last days; names for those who may look into others' answers. */
export interface Served {
  readonly days: number
  readonly times: number
  readonly to: readonly { readonly principal: string; readonly times: number }[] | null
}

/** One finding of a report as its reader may see it. */
export interface ReportItemView extends ReportItem {
  readonly state: ReportState
  /** Until when it is left out of the owner's list; null where it is not, or for good. */
  readonly setAsideUntil: Instant | null
  readonly damage: number
  readonly served: number
  readonly commitsBehind: number | null
  /** As it stands; null once it is gone. */
  readonly judged: Finding | null
}

/** A report as one reader may see it. */
export interface ReportView {
  readonly id: string
  readonly page: {
    readonly id: string
    readonly title: string
    readonly url: string | null
    readonly source: string
    readonly genre: Genre
  }
  readonly state: ReportState
  readonly owner: ReportOwner
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  /** Times served × severity × commits behind, over what is open; it orders, and is no measure of anything else. */
  readonly damage: number
  readonly served: Served
  /** The worst first. */
  readonly items: readonly ReportItemView[]
  /** Oldest first. */
  readonly decisions: readonly ReportDecision[]
  /** Why this reader may not decide on it, in words; null when it may, after signing in. */
  readonly whyNotYou: string | null
}

/** What a person says to a report. */
export interface ReportChoice {
  readonly decision: ReportDecisionKind
  readonly finding?: string
  readonly until?: Instant
  readonly evidence?: string
  readonly page?: string
  readonly to?: string
  readonly comment?: string
}

export type ReportOutcome =
  | { readonly is: 'done'; readonly report: ReportView; readonly recheck: Recheck | null }
  | { readonly is: 'not-found' }
  /** This person may not. */
  | { readonly is: 'not-yours'; readonly because: string }
  /** There is nothing left to decide. */
  | { readonly is: 'closed'; readonly because: string }
  /** What was said lacks something, or names what is not there. */
  | { readonly is: 'incomplete'; readonly because: string }

/** How a kind of claim has fared with those who looked at its findings. */
export interface RuleView {
  readonly kind: ClaimKind
  /** Findings on which somebody decided that they were right or wrong, since the rule was last lifted. */
  readonly reviews: number
  readonly wrong: number
  /** Since when its contradictions count as unknown; null where they count. */
  readonly demotedAt: Instant | null
}

/** Which reports are asked for. */
export interface ReportFilter {
  /** A person's id, or a name that a page, CODEOWNERS or the configuration gives. */
  readonly owner?: string
  /** Only those that are the reader's. */
  readonly mine?: boolean
  /** `open` unless given. */
  readonly state?: ReportState
  readonly cursor?: string
  readonly limit?: number
}

/** Reports to those who own pages. */
export interface Reporting {
  /** Reports on pages that the reader may see, worst damage first. */
  reports(filter: ReportFilter, reader: Principal): Promise<Listing<ReportView>>
  report(id: string, reader: Principal): Promise<ReportView | null>
  /** Decides on a report, as the person of a session: there is no other way to decide. */
  decideReport(id: string, choice: ReportChoice, token: string): Promise<ReportOutcome>
  /** Kinds of claim that somebody reviewed or that are demoted. */
  rules(): Promise<readonly RuleView[]>
  /** Has the contradictions of a demoted kind count again; null where it is not demoted. */
  liftRule(kind: string): Promise<RuleView | null>
}
