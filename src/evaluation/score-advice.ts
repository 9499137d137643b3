import type { Decision, Reason } from '../domain/verdict.ts'
import type { WrongLine } from './drift-labels.ts'
import { type Known, type Shares, sharesBy } from './score-drift.ts'

/** What was decided on advice that says what a line says. */
export interface Decided {
  readonly decision: Decision
  readonly reasons: readonly Pick<Reason, 'code' | 'decision' | 'message'>[]
}

export const sides = ['stale', 'corrected'] as const
export type Side = (typeof sides)[number]

/** One side of a label as advice, or why it could not be judged. */
export interface JudgedAdvice {
  readonly row: WrongLine
  readonly side: Side
  readonly text: string
  /** What the checker says of a stale line where it stands on its page; null of corrected ones, and where the page was not checked. */
  readonly known: Known | null
  /** To a reader of the page. */
  readonly withPage: Decided | null
  /** To a reader who has the code alone. */
  readonly codeAlone: Decided | null
  readonly failure: string | null
}

export interface AdviceFigures {
  /** Of the stale lines that the checker knows to be contradicted, those that were blocked. */
  readonly contradictedBlocked: Shares
  readonly correctedNotBlocked: Shares
  readonly staleBlocked: Shares
  /** Of the stale lines whose name the checker knows to have moved, those that were not simply allowed: by the policy they warn. */
  readonly movedTold: Shares
}

/** What became of advice, by kind of label. What could not be judged counts neither as blocked nor as let through. */
export interface AdviceScore {
  readonly withPage: AdviceFigures
  readonly codeAlone: AdviceFigures
  /** Known to be contradicted and yet not blocked, the page at hand. */
  readonly missed: readonly JudgedAdvice[]
  /** Corrected and yet blocked, the page at hand. */
  readonly accused: readonly JudgedAdvice[]
  readonly failed: readonly JudgedAdvice[]
}

/** Scores what was decided on both sides of labels. */
export function scoreAdvice(judged: readonly JudgedAdvice[]): AdviceScore {
  const stale = judged.filter(({ side }) => side === 'stale')
  const corrected = judged.filter(({ side }) => side === 'corrected')
  const contradicted = stale.filter(({ known }) => known === 'contradicted')
  const moved = stale.filter(({ known }) => known === 'moved')
  const figures = (decided: (one: JudgedAdvice) => Decided | null): AdviceFigures => {
    const isBlocked = (one: JudgedAdvice): boolean => blocked(decided(one)) === true
    const isLet = (one: JudgedAdvice): boolean => blocked(decided(one)) === false
    const isTold = (one: JudgedAdvice): boolean =>
      blocked(decided(one)) !== null && decided(one)?.decision !== 'allow'
    return {
      contradictedBlocked: sharesBy(contradicted, kindOf, isBlocked),
      correctedNotBlocked: sharesBy(corrected, kindOf, isLet),
      staleBlocked: sharesBy(stale, kindOf, isBlocked),
      movedTold: sharesBy(moved, kindOf, isTold),
    }
  }
  return {
    withPage: figures(({ withPage }) => withPage),
    codeAlone: figures(({ codeAlone }) => codeAlone),
    missed: contradicted.filter(({ withPage }) => blocked(withPage) === false),
    accused: corrected.filter(({ withPage }) => blocked(withPage) === true),
    failed: judged.filter(
      ({ withPage, codeAlone }) => blocked(withPage) === null || blocked(codeAlone) === null,
    ),
  }
}

const kindOf = ({ row }: JudgedAdvice): string => row.kind

/** Null where nothing was judged: a verdict that a fault, a limit or a deadline made says nothing of the line. */
function blocked(decided: Decided | null): boolean | null {
  if (decided === null || decided.reasons.some(({ code }) => code.startsWith('system.')))
    return null
  return decided.decision === 'block'
}
