import { type Reason, verdictOf } from '../../domain/verdict.ts'
import type { Policy } from '../policy.ts'
import { because } from '../reasons.ts'
import { type Facts, placed } from './facts.ts'

/** What the company's own rules say of a case. A rule that cannot be evaluated blocks: it is never skipped. */
export function reasonsByRules(
  policy: Policy,
  known: Omit<Facts, 'decision' | 'circumstances'> & {
    readonly circumstances: Facts['circumstances'] | null
  },
): readonly Reason[] {
  const { rules, environments } = policy
  if (rules.length === 0) return []
  const { circumstances } = known
  if (circumstances === null)
    return [because('policy.fault', 'block', 'the rules were asked without who asks, and when')]
  const facts: Facts = {
    ...known,
    circumstances: placed(circumstances, environments),
    decision: verdictOf(known.reasons).decision,
  }
  return rules.flatMap((rule): readonly Reason[] => {
    const { id, decision, message, people } = rule
    try {
      const pointers = { rule: id, ...(people ? { people } : {}) }
      return rule.matches(facts) ? [because('policy.rule', decision, message, pointers)] : []
    } catch (error) {
      const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      const words = `rule ${id} cannot be evaluated: ${said}`
      return [because('policy.fault', 'block', words, { rule: id })]
    }
  })
}
