import type { Action } from '../domain/action.ts'
import type { Approval, ShownAction } from '../domain/approval.ts'
import { type Intent, type Reason, type Verdict, verdictOf } from '../domain/verdict.ts'
import { peopleFor } from './judge.ts'
import { cellFor, type Policy } from './policy.ts'
import { because, type ReasonCode } from './reasons.ts'

/** What stands in the way of an allowance. */
export const standing = ({ reasons }: Verdict): readonly Reason[] =>
  reasons.filter(({ decision }) => decision === 'escalate' || decision === 'block')

/** What is to be verified, as far as an approval of it is concerned. */
export interface Liftable {
  readonly verdict: Verdict
  readonly intent: Intent
  readonly action: Action
  /** `sha256:` of the advice that came with the action; null where there was none. */
  readonly advice: string | null
}

/**
 * Whether people saw all that would be lifted: each command, each part that cannot be seen, each reason. The advice must be the
 * one that they saw, too, unless the action comes alone: then it is judged by its class, which they saw.
 */
export function covers(shown: ShownAction, { verdict, action, advice }: Liftable): boolean {
  const seen = (things: readonly string[], among: readonly string[]): boolean =>
    things.every((thing) => among.includes(thing))
  return (
    (advice === null || advice === shown.advice) &&
    seen(action.commands.map(wordsOf), shown.commands.map(wordsOf)) &&
    seen(action.unseen, shown.unseen) &&
    seen(standing(verdict).map(nameOf), shown.reasons.map(nameOf))
  )
}

const wordsOf = ({ argv }: { readonly argv: readonly string[] }): string => JSON.stringify(argv)

/** A reason by what it is about: the days in its message may have become more. */
const nameOf = ({ code, citation, finding, statement, action, rule }: Reason): string =>
  JSON.stringify([code, citation, finding, statement, action, rule])

/** The verdict once people have approved: exactly the reasons that people may lift no longer stand in the way. */
export function lifted(
  { verdict, intent }: Pick<Liftable, 'verdict' | 'intent'>,
  approval: Pick<Approval, 'id'>,
  by: readonly string[],
  policy: Policy,
): Verdict {
  const reasons = verdict.reasons.map((reason): Reason => {
    const people = peopleFor({ decision: reason.decision, reasons: [reason] }, intent, policy)
    return people === null
      ? reason
      : { ...reason, decision: 'allow', message: `lifted by ${approval.id}: ${reason.message}` }
  })
  const message = `${by.join(' and ')} approved exactly this action: ${approval.id}`
  return verdictOf([...reasons, approvalReason('approval.granted', message, intent, policy)])
}

/** A reason that tells of an approval, as strict as the policy has it. */
export const approvalReason = (
  code: Extract<ReasonCode, `approval.${string}`>,
  message: string,
  intent: Intent,
  policy: Policy,
): Reason => because(code, cellFor(policy, code, intent).decision, message)
