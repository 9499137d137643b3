import { type Opinion, unknown } from '../check.ts'
import { evidenceOf } from '../names.ts'
import { against, type Control } from './contract.ts'
import { phrasesIn } from './phrases.ts'

/** Network policies that deny what nobody allowed. */
export const defaultDeny: Control = {
  name: 'default deny',

  mentions: (reading) =>
    phrasesIn(reading, {
      name: 'default deny',
      says: /\bdefault[- ]deny\b|\bden(?:y|ies) all (?:traffic|ingress) by default\b|\ball (?:ingress|traffic) is denied by default\b/i,
    }),

  judge(claim, surveys): Opinion {
    const facts = surveys
      .flatMap((survey) =>
        [...survey.subjects('control')].flatMap((subject) => survey.about(subject, ['control'])),
      )
      .filter(({ owner, weak }) => owner === 'default-deny' && !weak)
    const named = facts.filter(
      ({ subject }) => subject === claim.subject || claim.context.includes(subject),
    )
    const chosen = named.length > 0 ? named : facts
    const denying = chosen.filter(({ value }) => value !== 'open')
    const [open] = chosen
    if (denying.length > 0)
      return {
        status: 'holds',
        evidence: denying.slice(0, 3).map((fact) => evidenceOf(fact, surveys)),
      }
    return open === undefined
      ? unknown('never-existed', 'no network policy in scope selects every pod')
      : against(
          `the policy that selects every pod lets everything in: ${open.quote}`,
          'open',
          open,
          surveys,
        )
  },
}
