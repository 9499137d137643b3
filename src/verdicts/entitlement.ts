import type { Principal } from '../domain/principal.ts'
import type { Reason } from '../domain/verdict.ts'
import { because } from './reasons.ts'

/** A key that is bound to environments acts only there, whatever its holder says of itself. */
export function entitlement(principal: Principal, environment: string | null): readonly Reason[] {
  const { environments, id } = principal
  if (environments.length === 0 || environment === null || environments.includes(environment))
    return []
  return [
    because(
      'access.environment',
      'block',
      `${id} is bound to ${environments.join(', ')}, not to ${environment}`,
    ),
  ]
}
