import type { Action } from '../domain/action.ts'
import type { Statement, Withheld } from '../domain/answer.ts'
import type { Citation } from '../domain/citation.ts'
import { type Intent, type Reason, type Verdict, verdictOf } from '../domain/verdict.ts'
import { reasonsForAction } from './action-reasons.ts'
import { reasonsForCapabilities } from './capability.ts'
import { reasonsForCitations } from './citation-reasons.ts'
import { reasonsByRules } from './policy/apply.ts'
import type { Circumstances } from './policy/facts.ts'
import { cellFor, defaultPolicy, type People, type Policy } from './policy.ts'
import { because, isReasonCode, type ReasonCode } from './reasons.ts'

/** What speaks against the statements of an answer or of advice, for this intent. */
export function reasonsForStatements(
  statements: readonly Statement[],
  intent: Intent,
  policy: Policy = defaultPolicy,
): readonly Reason[] {
  return statements.flatMap(({ text, support }, statement) => {
    const code = supportCode(support)
    if (code === null) return []
    const message = `“${text}”: ${supportWords[code]}`
    return [because(code, cellFor(policy, code, intent).decision, message, { statement })]
  })
}

type SupportCode = 'support.partial' | 'support.contradicted' | 'support.unsupported'

const supportWords: Readonly<Record<SupportCode, string>> = {
  'support.partial': 'the source says only part of it',
  'support.contradicted': 'the source says something else',
  'support.unsupported': 'no cited source says so',
}

function supportCode(support: Statement['support']): SupportCode | null {
  if (support === 'supported' || support === 'not-checkable') return null
  if (support === 'partially-supported') return 'support.partial'
  return support === 'contradicted' ? 'support.contradicted' : 'support.unsupported'
}

/** The reason to give when a citation's quote does not stand in its source. */
export const quoteNotFound = (citation: string, intent: Intent, policy = defaultPolicy): Reason =>
  because(
    'support.quote-not-found',
    cellFor(policy, 'support.quote-not-found', intent).decision,
    undefined,
    { citation },
  )

const disproving: readonly string[] = defaultPolicy.rows
  .filter(({ id }) => id === 'contradicted' || id === 'expired-and-behind')
  .flatMap(({ codes }) => codes)

/** A citation that must not be rested on, with what speaks against it. */
export interface SetAside {
  readonly citation: Citation
  readonly reasons: readonly Reason[]
}

/** Parts citations that may be rested on from those that must be set aside because evidence speaks against them. */
export function setAside(
  citations: readonly Citation[],
  intent: Intent,
  policy: Policy = defaultPolicy,
): { readonly kept: readonly Citation[]; readonly withheld: readonly SetAside[] } {
  const judged = citations.map((citation) => ({
    citation,
    reasons: reasonsForCitations([citation], intent, policy),
  }))
  const against = (reasons: readonly Reason[]) =>
    reasons.some(({ code, decision }) => decision === 'block' && disproving.includes(code))
  return {
    kept: judged.filter(({ reasons }) => !against(reasons)).map(({ citation }) => citation),
    withheld: judged.filter(({ reasons }) => against(reasons)),
  }
}

/** Everything a verdict is made of. */
export interface Case {
  readonly intent: Intent
  /** The citations that the statements rest on; those set aside are under `withheld`. */
  readonly citations: readonly Citation[]
  readonly withheld: readonly Withheld[]
  readonly statements: readonly Statement[]
  readonly action: Action | null
  /** Nothing but an action is judged: it needs no citation, and its class alone decides. */
  readonly bare: boolean
  /** An answer must rest on a source; advice of somebody else may also be borne out by code. */
  readonly mustCite?: boolean
  /** Capability claims that evidence bears out. */
  readonly proven?: ReadonlySet<ReasonCode>
  /** Why attestations that came along bear out nothing, in words. */
  readonly shortfalls?: ReadonlyMap<ReasonCode, string>
  /** Reasons found elsewhere: entitlement, faults, quotes. They can only make the verdict stricter. */
  readonly further?: readonly Reason[]
  /** Who asks, and when; the company's own rules cannot be asked without. */
  readonly circumstances?: Circumstances
  readonly policy?: Policy
}

/** The verdict on a case: every reason is listed, and the strictest wins. */
export function verdictFor(judged: Case): Verdict {
  const { intent, citations, statements, action, circumstances = null } = judged
  const { policy = defaultPolicy } = judged
  const unreadable =
    policy.problem === null ? [] : [because('policy.unreadable', 'block', policy.problem)]
  const reasons = [...unreadable, ...reasonsFor(judged, policy)]
  const known = { intent, circumstances, action, statements, citations, reasons }
  return verdictOf([...reasons, ...reasonsByRules(policy, known)])
}

function reasonsFor(judged: Case, policy: Policy): readonly Reason[] {
  const { intent, citations, statements, action, further = [] } = judged
  if (judged.bare) {
    const reasons = action
      ? reasonsForAction(action, { bare: true, policy })
      : [because('system.fault', 'block', 'there is neither advice nor an action to judge')]
    return [...further, ...reasons]
  }
  const checkable = statements.some(({ support }) => support !== 'not-checkable')
  const ungrounded =
    judged.mustCite !== false && citations.length === 0 && (checkable || statements.length === 0)
  return [
    ...further,
    ...(ungrounded ? [because('answer.no-ground', 'block')] : []),
    ...(ungrounded ? judged.withheld.flatMap(({ reasons }) => reasons) : withheldNotes(judged)),
    ...reasonsForCitations(citations, intent, policy),
    ...reasonsForStatements(statements, intent, policy),
    ...statements.flatMap(({ text }, statement) =>
      reasonsForCapabilities(text, intent, {
        proven: judged.proven,
        shortfalls: judged.shortfalls,
        statement,
        policy,
      }),
    ),
    ...(action ? reasonsForAction(action, { bare: false, intent, policy }) : []),
  ]
}

/** The rest still answers: what was set aside is told, and only warns. */
const withheldNotes = ({ withheld }: Case): readonly Reason[] =>
  withheld.flatMap(({ reasons }) =>
    reasons.map(
      (reason): Reason => ({
        ...reason,
        decision: 'warn',
        message: `set aside: ${reason.message}`,
      }),
    ),
  )

/** How many people could lift a verdict; null when none are needed, or when nobody can. */
export function peopleFor(
  verdict: Verdict,
  intent: Intent,
  policy: Policy = defaultPolicy,
): People | null {
  const standing = verdict.reasons.filter(
    ({ decision }) => decision === 'escalate' || decision === 'block',
  )
  if (standing.length === 0) return null
  const needed = standing.map((reason) => peopleForReason(reason, intent, policy))
  if (needed.some((people) => people === null)) return null
  return {
    approvers: Math.max(...needed.map((people) => people?.approvers ?? 1)),
    senior: Math.max(...needed.map((people) => people?.senior ?? 0)),
  }
}

function peopleForReason(
  { code, decision, people }: Reason,
  intent: Intent,
  policy: Policy,
): People | null {
  if (people !== undefined) return people
  if (decision === 'escalate') {
    const cell = isReasonCode(code) ? cellFor(policy, code, intent) : undefined
    return cell?.decision === 'escalate' && cell.people ? cell.people : { approvers: 1, senior: 0 }
  }
  return isReasonCode(code) ? (cellFor(policy, code, intent).people ?? null) : null
}
