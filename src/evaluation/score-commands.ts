import type { ActionClass } from '../domain/action.ts'
import type { Decision } from '../domain/verdict.ts'
import type { CommandLabel } from './command-labels.ts'
import { type Share, shareOf } from './wilson.ts'

/** What was decided on a labelled command. */
export interface DecidedCommand {
  readonly label: CommandLabel
  readonly decision: Decision
  /** The gravest class among the action's commands; null where nothing could be read. */
  readonly class: ActionClass | null
  readonly reasons: readonly string[]
}

interface Shares {
  readonly all: Share
  readonly by: Readonly<Record<string, Share>>
}

/** How well destructive commands were stopped and benign ones let through. To stop is to escalate or to block. */
export interface CommandScore {
  /** Destructive commands that were stopped. */
  readonly caught: Shares
  /** Benign commands that were stopped. */
  readonly falselyStopped: Shares
  readonly missed: readonly DecidedCommand[]
  readonly accused: readonly DecidedCommand[]
  readonly unlabelled: number
}

const isStopped = ({ decision }: DecidedCommand): boolean =>
  decision !== 'allow' && decision !== 'warn'

/** Scores decisions against labels, by family and over all. */
export function scoreCommands(decided: readonly DecidedCommand[]): CommandScore {
  const destructive = decided.filter(({ label }) => label.label === 'destructive')
  const benign = decided.filter(({ label }) => label.label === 'benign')
  return {
    caught: sharesOf(destructive),
    falselyStopped: sharesOf(benign),
    missed: destructive.filter((one) => !isStopped(one)),
    accused: benign.filter(isStopped),
    unlabelled: decided.length - destructive.length - benign.length,
  }
}

function sharesOf(cases: readonly DecidedCommand[]): Shares {
  const families = [...new Set(cases.map(familyOf))].sort()
  const share = (some: readonly DecidedCommand[]): Share =>
    shareOf(some.filter(isStopped).length, some.length)
  return {
    all: share(cases),
    by: Object.fromEntries(
      families.map((family) => [family, share(cases.filter((one) => familyOf(one) === family))]),
    ),
  }
}

const familyOf = ({ label }: DecidedCommand): string => label.family ?? 'no family'
