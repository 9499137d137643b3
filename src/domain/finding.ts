import type { Claim } from './claim.ts'
import type { Genre } from './page.ts'
import type { Change } from './repository.ts'

export const unknownReasons = [
  'never-existed',
  'incomplete-survey',
  'no-repository',
  'example',
  'planned',
  'recorded',
  'negated',
  'conditional',
  'created-by-reader',
  'other-project',
  'ambiguous',
  'shallow-history',
  'pages-disagree',
  /** The day or the version that the page speaks of is past, and code does not tell what came of it. */
  'overdue',
  /** What this kind of claim found was wrong too often; it counts for nothing until somebody lifts that. */
  'rule-demoted',
] as const
export type UnknownReason = (typeof unknownReasons)[number]

export type Status = 'holds' | 'contradicted' | 'moved' | 'unknown'

/** A spot a reader can open. */
export type Evidence =
  | {
      readonly in: 'code'
      readonly repository: string
      readonly commit: string
      readonly path: string
      readonly line: number
      readonly quote: string
    }
  | {
      readonly in: 'page'
      readonly page: string
      readonly revision: string
      readonly line: number
      readonly quote: string
    }

/** An edit of one line that would mend the page. Offered, never applied silently. */
export interface Suggestion {
  readonly line: number
  readonly old: string
  readonly new: string
}

/** How a claim fares. Not being able to tell is neither a pass nor a failure. */
export type Judgement =
  | { readonly status: 'holds'; readonly evidence: readonly Evidence[]; readonly actual?: string }
  | {
      readonly status: 'contradicted' | 'moved'
      readonly because: string
      readonly actual: string | null
      readonly evidence: readonly Evidence[]
      readonly since: Change | null
      /** The right text for the token, where history or a value gives it. */
      readonly correction: string | null
    }
  | {
      readonly status: 'unknown'
      readonly reason: UnknownReason
      readonly because: string
      /** A close name of the same kind: a hint, never a verdict. */
      readonly hint?: string
      /** The commit that took the name away, where something speaks against the claim having meant what it took. */
      readonly doubted?: string
      /** Where another page says something else. */
      readonly evidence?: readonly Evidence[]
    }

/** Whether something is found against the page: it is contradicted, or what it names moved. */
export const isWrong = ({ status }: { readonly status: Status }): boolean =>
  status === 'contradicted' || status === 'moved'

/** One claim judged against the surveys. */
export interface Finding {
  /** `fnd_` and a hash of page, repository, kind, subject and claimed value: no line numbers. */
  readonly id: string
  readonly claim: Claim
  readonly status: Status
  readonly judgement: Judgement
  readonly genre: Genre
  /** The repositories the claim was judged against. */
  readonly repositories: readonly string[]
  readonly suggestion: Suggestion | null
}
