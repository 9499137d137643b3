import type { ActionClass } from '../../domain/action.ts'
import type { Deed } from '../../domain/deed.ts'
import {
  type Decision,
  decisions,
  type People,
  type Reason,
  stricter,
} from '../../domain/verdict.ts'

/** What the gate makes of a tool call. */
export interface Outcome {
  readonly decision: Decision
  /** The gravest class of its commands. */
  readonly class: ActionClass
  readonly reasons: readonly (Pick<Reason, 'code' | 'decision' | 'message'> & {
    readonly fix: string
  })[]
  /** How many people could lift it, where a policy judged it and some could. */
  readonly people?: People | null
}

/** Where a tool call happens. */
export interface Place {
  readonly workingDirectory: string | null
  readonly environment: string | null
}

/** Judges a tool call; made by `src/cli/gate.ts`, which alone knows actions and policy. */
export type Judge = (deed: Deed, place: Place) => Promise<Outcome>

/** A decision by its word; null for any other. */
export const decisionIn = (value: unknown): Decision | null =>
  decisions.find((decision) => decision === value) ?? null

/** What cannot be judged is refused, and says why. */
export const faulty = (message: string, decision: Decision = 'block'): Outcome => ({
  decision,
  class: 'X2',
  reasons: [
    {
      code: 'system.fault',
      decision,
      message,
      fix: 'mend what the message names; nothing is let through that was not judged',
    },
  ],
})

/** The stricter decision, with the reasons of both. */
export const strictestOf = (first: Outcome, second: Outcome): Outcome => ({
  decision: stricter(first.decision, second.decision),
  class: first.class,
  reasons: [...first.reasons, ...second.reasons],
})
