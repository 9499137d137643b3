import type { ClassedCommand } from './action.ts'
import type { Decision, People } from './verdict.ts'

/** What makes a change one that people must look at. */
export const risks = [
  'drops-data',
  'loosens-control',
  'reaches-production',
  'touches-gate',
] as const
export type Risk = (typeof risks)[number]

/** Something that a change does and that can do harm, at its place. */
export interface RiskyEffect {
  readonly risk: Risk
  readonly class: ClassedCommand['class']
  /** The environment that its file or its line names, where that is production or one that the policy calls critical. */
  readonly environment: string | null
  readonly path: string
  /** From 1; null where it is the file as a whole. */
  readonly line: number | null
  /** Whether the line is counted in the file as it was or as it will be. */
  readonly side: 'before' | 'after'
  /** In words. */
  readonly effect: string
}

/** What review policy makes of a change. */
export interface ChangeRisk {
  /** The gravest first. */
  readonly effects: readonly RiskyEffect[]
  /** What of the change could not be read, in words: whoever reviews it has to. */
  readonly unseen: readonly string[]
  readonly policy: string
  readonly decision: Decision
  /** Who has to approve it; null where nobody has to, or where no approval is enough. */
  readonly people: People | null
}

/** Whether there is anything to tell. */
export const isRisky = ({ effects, unseen, decision }: ChangeRisk): boolean =>
  effects.length > 0 || unseen.length > 0 || decision === 'escalate' || decision === 'block'
