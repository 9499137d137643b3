import type { Action } from '../domain/action.ts'
import type { Aim } from '../domain/target.ts'
import { type People, type Verdict, verdictOf } from '../domain/verdict.ts'
import { intentOf } from './action-reasons.ts'
import { environmentsOf, reasonsForSituation, type Situation } from './circumstances.ts'
import { peopleFor, verdictFor } from './judge.ts'
import { standing } from './lifting.ts'
import { policyIn } from './policy/resolve.ts'
import type { Policy } from './policy.ts'
import type { ReasonCode } from './reasons.ts'

/** A verdict with who could lift it; null where nothing is to be lifted, or nobody may. */
export interface ActionVerdict extends Verdict {
  readonly people: People | null
}

/** The verdict on an action that is all there is: by its class, by what is known of where and when, and by the company's rules. */
export function verdictOnAction(
  action: Action,
  aims: readonly Aim[],
  circumstances: Situation['circumstances'],
  base: Policy,
): ActionVerdict {
  const read = environmentsOf({ circumstances, action, aims, policy: base })
  const { principal } = circumstances
  const bound = principal.environments.length > 0 ? principal.environments : null
  const policy = policyIn(base, principal, read.length > 0 ? read : bound)
  const intent = intentOf(null, action.commands)
  const verdict = verdictFor({
    ...{ intent, action, policy, bare: true, citations: [], withheld: [], statements: [] },
    further: reasonsForSituation({ circumstances, action, aims, intent, policy }),
    circumstances: { ...circumstances, read },
  })
  const told = policy.mode === 'report' ? reported(verdict) : verdict
  const isBeyondPeople = standing(told).some(({ code }) => kept.has(code))
  return { ...told, people: isBeyondPeople ? null : peopleFor(told, intent, policy) }
}

/** What is only reported is told and lets everything through, but what takes the gate itself away or cannot be judged. */
function reported({ reasons }: Verdict): Verdict {
  return verdictOf(
    reasons.map((reason) =>
      reason.decision === 'allow' || kept.has(reason.code)
        ? reason
        : { ...reason, decision: 'warn', message: `${reason.message} (would ${reason.decision})` },
    ),
  )
}

/** What no mode and nobody lets through: the gate itself, and what could not be judged. */
const kept: ReadonlySet<string> = new Set<ReasonCode>([
  ...(['action.guard-tampered', 'policy.unreadable', 'policy.fault'] as const),
  ...(['system.fault', 'system.timeout', 'system.limit'] as const),
])
