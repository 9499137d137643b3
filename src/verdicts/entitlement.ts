import { canonicalName, type Environment, usualEnvironments } from '../domain/environment.ts'
import type { Principal } from '../domain/principal.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { cellFor, type Policy } from './policy.ts'
import { quotedCommand, type Reading } from './readings.ts'
import { because } from './reasons.ts'

/** A key that is bound to environments acts only there, whatever its holder says of itself. */
export function entitlement(
  principal: Principal,
  environment: string | null,
  known: readonly Environment[] = usualEnvironments,
): readonly Reason[] {
  const { environments, id } = principal
  if (environments.length === 0 || environment === null || isBoundTo(principal, environment, known))
    return []
  return [
    because(
      'access.environment',
      'block',
      `${id} is bound to ${environments.join(', ')}, not to ${environment}`,
    ),
  ]
}

const isBoundTo = (
  { environments }: Principal,
  environment: string,
  known: readonly Environment[],
): boolean =>
  environments.some((one) => canonicalName(one, known) === canonicalName(environment, known))

/** What is known of the environments of an action. */
export interface Separating {
  readonly principal: Principal
  /** The environment that the request names. */
  readonly declared: string | null
  readonly readings: readonly Reading[]
  readonly intent: Intent
  readonly policy: Policy
}

/**
 * What keeps environments apart: the caller's key and the words of the action decide, and what the request says of itself only
 * counts where both leave it open.
 */
export function separation(given: Separating): readonly Reason[] {
  const { principal, declared, readings, policy } = given
  const reasons = [
    ...entitlement(principal, declared, policy.environments),
    ...readings.flatMap((reading) => [
      ...strays(reading, given),
      ...contradicts(reading, given),
      ...leavesOpen(reading, given),
    ]),
  ]
  return [...new Map(reasons.map((one) => [`${one.code} ${one.message}`, one])).values()]
}

/** It aims at an environment that the key is not bound to. */
function strays(
  { told, classed, command }: Reading,
  { principal, policy, intent }: Separating,
): readonly Reason[] {
  if (principal.environments.length === 0) return []
  return told
    .filter(({ environment }) => !isBoundTo(principal, environment, policy.environments))
    .map(({ environment, by }) =>
      because(
        'access.environment',
        cellFor(policy, 'access.environment', intent).decision,
        `${principal.id} is bound to ${principal.environments.join(', ')}, and ${quotedCommand(classed)} aims at ${environment} (${by.by}: ${by.says.slice(0, 80)})`,
        { action: command },
      ),
    )
}

/** It aims elsewhere than the request says. */
function contradicts(
  { told, classed, command }: Reading,
  { declared, policy, intent }: Separating,
): readonly Reason[] {
  if (declared === null || told.length === 0) return []
  const said = canonicalName(declared, policy.environments)
  const others = told.filter(({ environment }) => environment !== said)
  const isNamed = others.length < told.length
  const guarded = (name: string) =>
    name === 'production' || policy.environments.some((one) => one.name === name && one.critical)
  const [against] = isNamed ? others.filter(({ environment }) => guarded(environment)) : others
  if (against === undefined) return []
  const { environment, by } = against
  return [
    because(
      'action.environment-mismatch',
      cellFor(policy, 'action.environment-mismatch', intent).decision,
      `the request says ${declared}, and ${quotedCommand(classed)} aims at ${environment} (${by.by}: ${by.says.slice(0, 80)})`,
      { action: command },
    ),
  ]
}

/** It changes something somewhere, and nobody can tell where. */
function leavesOpen(
  { told, classed, command, elsewhere, changes, isOpen }: Reading,
  { principal, declared, policy, intent }: Separating,
): readonly Reason[] {
  const isBound = principal.environments.length > 0
  if (!isBound || !changes || !elsewhere || told.length > 0) return []
  if (declared !== null && !isOpen) return []
  const why = isOpen ? 'by a variable' : 'nowhere'
  return [
    because(
      'access.environment-unknown',
      cellFor(policy, 'access.environment-unknown', intent).decision,
      `${principal.id} is bound to ${principal.environments.join(', ')}, and ${quotedCommand(classed)} says ${why} which environment it changes`,
      { action: command },
    ),
  ]
}
