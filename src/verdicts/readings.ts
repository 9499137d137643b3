import type { ClassedCommand } from '../domain/action.ts'
import {
  type Environment,
  environmentsNamed,
  environmentsOfAccount,
  environmentsOfHost,
  toldBy,
  wordsInNames,
  wordsInTexts,
} from '../domain/environment.ts'
import type { Aim, Target, TargetKind } from '../domain/target.ts'

/** The environments that one command is aimed at, as far as its own words tell. */
export interface Reading {
  /** Its place among the commands of the action. */
  readonly command: number
  readonly classed: ClassedCommand
  /** It does more than read. */
  readonly changes: boolean
  readonly elsewhere: boolean
  /** Each environment with the word that tells it, in the order in which they are configured. */
  readonly told: readonly { readonly environment: string; readonly by: Target }[]
  /** What chooses where it runs is known only when it runs. */
  readonly isOpen: boolean
  readonly roles: readonly string[]
}

const choosing: ReadonlySet<TargetKind> = new Set([
  ...(['context', 'account', 'host', 'workspace', 'app', 'variable'] as const),
])

/**
 * Reads the environments of commands from where they are aimed. What chooses where a command runs is believed before what
 * lies inside of that; production and what is critical count wherever they are named.
 */
export function readingsOf(
  aims: readonly Aim[],
  commands: readonly ClassedCommand[],
  environments: readonly Environment[],
): readonly Reading[] {
  const reader = {
    all: environments,
    inNames: toldBy(wordsInNames, environments),
    inTexts: toldBy(wordsInTexts, environments),
  }
  return aims.flatMap(({ command, elsewhere, targets, roles }): readonly Reading[] => {
    const classed = commands[command]
    if (classed === undefined) return []
    const chosen = targets.filter(({ kind }) => choosing.has(kind))
    const byChoice = toldIn(chosen, reader)
    const inside = targets.filter(({ kind }) => !choosing.has(kind) && kind !== 'name')
    const within = byChoice.length > 0 ? [] : toldIn(inside, reader)
    const named = targets
      .filter(({ kind }) => !choosing.has(kind))
      .flatMap((by) =>
        environmentsNamed(by.says, reader.inNames).map((environment) => ({ environment, by })),
      )
    const told = [...byChoice, ...within, ...named]
    return [
      {
        command,
        classed,
        changes: classed.class !== 'D0',
        elsewhere,
        told: environments.flatMap(
          ({ name }) => told.find(({ environment }) => environment === name) ?? [],
        ),
        isOpen: told.length === 0 && chosen.some(({ dynamic }) => dynamic),
        roles,
      },
    ]
  })
}

interface Reader {
  readonly all: readonly Environment[]
  readonly inNames: readonly Environment[]
  readonly inTexts: readonly Environment[]
}

const toldIn = (targets: readonly Target[], reader: Reader): Reading['told'] =>
  targets.flatMap((by) => environmentsOf(by, reader).map((environment) => ({ environment, by })))

function environmentsOf({ kind, says }: Target, { all, inTexts }: Reader): readonly string[] {
  if (kind === 'host') return environmentsOfHost(says, all)
  if (kind === 'region') return environmentsOfAccount(says, all)
  if (kind === 'file') return environmentsNamed(says, inTexts)
  const owned = environmentsOfAccount(says, all)
  return owned.length > 0 ? owned : environmentsNamed(says, all)
}

/** The environments that any command of an action is aimed at. */
export const environmentsRead = (readings: readonly Reading[]): readonly string[] => [
  ...new Set(readings.flatMap(({ told }) => told.map(({ environment }) => environment))),
]

/** A command for people, short. */
export const quotedCommand = ({ argv }: ClassedCommand): string => {
  const text = argv.join(' ')
  return text.length > 80 ? `“${text.slice(0, 79)}…”` : `“${text}”`
}
