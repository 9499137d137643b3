import type { Aim, Target } from '../../domain/target.ts'
import { type Aimed, targetsOf } from './read-command.ts'

/** Commands that are aimed wherever anything is; those beyond are aimed where nobody can tell. */
export const mostSpoken = 50

/** Where the commands of a text are aimed, all of them together. */
export interface Around {
  readonly targets: readonly Target[]
  readonly roles: readonly string[]
}

export const nowhere: Around = { targets: [], roles: [] }

/** Every target and role of a text, each once. */
export const allAround = (aimed: readonly Aimed[]): Around => ({
  targets: [
    ...new Map(
      aimed.flatMap(({ targets }) => targets.map((one) => [JSON.stringify(one), one] as const)),
    ).values(),
  ],
  roles: [...new Set(aimed.flatMap(({ roles }) => roles))],
})

/** A statement or a sentence names what it is about; whatever else was not found again is aimed wherever anything is. */
export function aimOfWords(command: number, argv: readonly string[], around: Around): Aim {
  const [said = ''] = argv
  const told = argv.length === 1 && /\s/.test(said)
  const named = told ? objectsOf(said) : []
  return {
    command,
    elsewhere: true,
    targets: named.length === 0 ? around.targets : [...around.targets, ...named],
    roles: around.roles,
  }
}

/** What an SQL statement is done to; of any other sentence, all of it. */
function objectsOf(text: string): readonly Target[] {
  const objects = [
    ...text.matchAll(
      /\b(?:database|schema|table|keyspace|from|into|update|truncate)\s+(?:if\s+exists\s+)?(?!table\b|if\b)["`[]?([\w.-]+)/gi,
    ),
  ].flatMap(([, name = '']) => targetsOf('name', name, 'statement'))
  const isStatement =
    /^\s*(?:drop|create|alter|truncate|delete|update|insert|grant|revoke|db\.)/i.test(text)
  return isStatement && objects.length > 0 ? objects : targetsOf('name', text, 'sentence')
}
