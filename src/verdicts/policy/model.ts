import type { ActionClass } from '../../domain/action.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Decision, Intent, People } from '../../domain/verdict.ts'
import type { ReasonCode } from '../reasons.ts'
import type { Facts } from './facts.ts'
import type { Freeze } from './freeze.ts'

/** One cell of the policy's table; without people nobody can approve it away. */
export interface Cell {
  readonly decision: Decision
  readonly people?: People
}

/** One row of the policy's table. */
export interface Row {
  readonly id: string
  /** The row's condition as the design words it. */
  readonly condition: string
  /** The reasons that this row decides. */
  readonly codes: readonly ReasonCode[]
  readonly cells: Readonly<Record<Intent, Cell>>
}

/** What a bare action of each class gets, and under which code it is said. */
export type ByClass = Readonly<Record<ActionClass, Cell & { readonly code: ReasonCode | null }>>

/** A rule of the company's own. It can only make a verdict stricter. */
export interface PolicyRule {
  readonly id: string
  /** A CEL expression over what is known of a case. */
  readonly when: string
  readonly decision: Exclude<Decision, 'allow'>
  readonly people?: People
  readonly message: string
  /** Cases that it must and must not match, as the policy's text gives them. */
  readonly examples: { readonly match: readonly unknown[]; readonly noMatch: readonly unknown[] }
  /** Whether it speaks of this case. Throws where the expression cannot be evaluated. */
  matches(facts: Facts): boolean
}

/** In `report` mode verdicts are told and nothing is enforced. */
export const policyModes = ['enforce', 'report'] as const
export type PolicyMode = (typeof policyModes)[number]

/** What changes for some environments, or for some who ask. */
export interface Profile {
  readonly id: string
  /** Environments by name; null for all. */
  readonly environments: readonly string[] | null
  /** Principals and groups (`group:deployers`); null for all. */
  readonly principals: readonly string[] | null
  readonly mode: PolicyMode | null
  readonly cells: Readonly<Record<string, Partial<Readonly<Record<Intent, Cell>>>>>
  readonly classes: Partial<Readonly<Record<ActionClass, Cell>>>
  readonly rules: readonly PolicyRule[]
}

/** The rules a verdict is made by. */
export interface Policy {
  readonly name: string
  readonly mode: PolicyMode
  readonly rows: readonly Row[]
  readonly byClass: ByClass
  readonly rules: readonly PolicyRule[]
  readonly environments: readonly Environment[]
  readonly freezes: readonly Freeze[]
  /** None in a policy that was made out for one case. */
  readonly profiles: readonly Profile[]
  /** Why the configured policy could not be read, in words: everything is blocked then. */
  readonly problem: string | null
}
