import type { Action } from '../../domain/action.ts'
import type { Statement } from '../../domain/answer.ts'
import type { Citation } from '../../domain/citation.ts'
import { canonicalName, type Environment } from '../../domain/environment.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Decision, Intent, Reason } from '../../domain/verdict.ts'

/** Who asks, for what, when, and where it is aimed: what a verdict turns on beside evidence. */
export interface Circumstances {
  readonly principal: Principal
  readonly now: Instant
  /** What was to be done, in the caller's words. */
  readonly task: string | null
  /** The role that the action runs under, and the account it runs as. */
  readonly role: string | null
  readonly runAs: string | null
  /** The environment that the request names. */
  readonly declared: string | null
  /** The environments that the action's own words aim at. */
  readonly read: readonly string[]
}

/** Circumstances in which every environment goes by the one name by which environments are compared. */
export function placed(circumstances: Circumstances, known: readonly Environment[]): Circumstances {
  const { principal, declared, read } = circumstances
  const named = (names: readonly string[]): readonly string[] =>
    names.map((name) => canonicalName(name, known))
  return {
    ...circumstances,
    principal: { ...principal, environments: named(principal.environments) },
    declared: declared === null ? null : canonicalName(declared, known),
    read: named(read),
  }
}

/** What is known of a case when the company's rules are asked. */
export interface Facts {
  readonly intent: Intent
  readonly circumstances: Circumstances
  readonly action: Action | null
  readonly statements: readonly Statement[]
  readonly citations: readonly Citation[]
  /** What was found so far, and what it comes to. */
  readonly reasons: readonly Reason[]
  readonly decision: Decision
}
