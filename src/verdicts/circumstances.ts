import type { Action } from '../domain/action.ts'
import { canonicalName, type Environment, usualEnvironments } from '../domain/environment.ts'
import type { Instant } from '../domain/instant.ts'
import type { Aim } from '../domain/target.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { separation } from './entitlement.ts'
import type { Circumstances } from './policy/facts.ts'
import { fallsIn } from './policy/freeze.ts'
import { cellFor, type Policy } from './policy.ts'
import { beyondTask, type Disproportion } from './proportion.ts'
import { environmentsRead, quotedCommand, type Reading, readingsOf } from './readings.ts'
import { because, type ReasonCode } from './reasons.ts'
import { beyondRole } from './role.ts'

/** An action with where it is aimed, in the circumstances in which it would run. */
export interface Situation {
  readonly circumstances: Omit<Circumstances, 'read'>
  readonly action: Action
  readonly aims: readonly Aim[]
  readonly intent: Intent
  readonly policy: Policy
}

/** What speaks against an action beside what it does: its environment, its task, its role, the calendar, what it touches. */
export function reasonsForSituation(situation: Situation): readonly Reason[] {
  const { circumstances, action, aims, intent, policy } = situation
  const { principal, declared, task, now } = circumstances
  const environments = vocabulary(policy.environments, [declared, ...principal.environments])
  const known: Policy = { ...policy, environments }
  const readings = readingsOf(aims, action.commands, environments)
  const wider = [
    ...beyondTask(task, readings, known, declared),
    ...beyondRole({ ...circumstances, read: [] }, readings),
  ]
  const tell = reasonMaker(known, intent)
  return [
    ...separation({ principal, declared, readings, intent, policy: known }),
    ...wider.map((one) => tell('action.disproportionate', one)),
    ...frozen(readings, { declared, policy: known, now }).map((one) =>
      tell('action.disproportionate', one),
    ),
    ...touched(readings, { declared, policy: known, now }).map((one) =>
      tell('action.critical-system', one),
    ),
  ]
}

/** The environments that an action's own words aim at, those of which nobody said anything among them. */
export const environmentsOf = ({
  circumstances,
  action,
  aims,
  policy,
}: Omit<Situation, 'intent'>) => {
  const { declared, principal } = circumstances
  const environments = vocabulary(policy.environments, [declared, ...principal.environments])
  return environmentsRead(readingsOf(aims, action.commands, environments))
}

/** What is configured, and what requests and keys call environments beside it. */
function vocabulary(
  known: readonly Environment[],
  names: readonly (string | null)[],
): readonly Environment[] {
  const base = known.length > 0 ? known : usualEnvironments
  const others = new Set(
    names.flatMap((said) => {
      const name = said === null ? null : canonicalName(said, base)
      return name === null || base.some((one) => one.name === name) ? [] : [name]
    }),
  )
  const own = [...others].map(
    (name): Environment => ({ name, names: [name], hosts: [], accounts: [], critical: false }),
  )
  return [...base, ...own]
}

const reasonMaker =
  (policy: Policy, intent: Intent) =>
  (code: ReasonCode, { command, because: message }: Disproportion): Reason =>
    because(
      code,
      cellFor(policy, code, intent).decision,
      message,
      command === null ? {} : { action: command },
    )

interface Calendar {
  readonly declared: string | null
  readonly policy: Policy
  readonly now: Instant
}

/** A change that reaches beyond this machine, or that disrupts or loses something. */
const counts = ({ changes, elsewhere, classed }: Reading): boolean =>
  changes && (elsewhere || classed.class !== 'D1')

/** The environments that a command concerns: those it aims at, else the one that the request names. */
const concerned = ({ told }: Reading, { declared, policy }: Calendar): readonly string[] => [
  ...told.map(({ environment }) => environment),
  ...(declared === null ? [] : [canonicalName(declared, policy.environments)]),
]

/** Changes while a freeze holds. What may be anywhere may be where it holds. */
function frozen(readings: readonly Reading[], calendar: Calendar): readonly Disproportion[] {
  const { policy, now } = calendar
  if (policy.freezes.length === 0) return []
  const holding = policy.freezes.filter((freeze) => fallsIn(freeze, now))
  return readings.filter(counts).flatMap((reading) => {
    const places = concerned(reading, calendar)
    const freeze = holding.find(({ environments }) =>
      places.length === 0
        ? reading.elsewhere
        : environments === null || places.some((place) => environments.includes(place)),
    )
    if (freeze === undefined) return []
    const where = freeze.environments?.join(', ') ?? 'everything'
    return [
      {
        command: reading.command,
        because: `${quotedCommand(reading.classed)} falls in a freeze of ${where}: ${freeze.reason}`,
      },
    ]
  })
}

/** Changes to what is configured as critical. */
function touched(readings: readonly Reading[], calendar: Calendar): readonly Disproportion[] {
  const critical = calendar.policy.environments.filter((one) => one.critical)
  if (critical.length === 0) return []
  return readings.filter(counts).flatMap((reading) => {
    const places = concerned(reading, calendar)
    const hit = critical.find(({ name }) => places.includes(name))
    return hit === undefined
      ? []
      : [
          {
            command: reading.command,
            because: `${quotedCommand(reading.classed)} changes ${hit.name}, which is configured as critical`,
          },
        ]
  })
}
