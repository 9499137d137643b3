import type { SimpleCommand } from './shell.ts'

/** Where a path leads from a folder. */
export const from = (folder: string, path: string): string =>
  folder === '' || /^[~/$]/.test(path) ? path : `${folder}/${path}`

/** What a text has settled before a command runs. */
export interface Place {
  /** The folder that it runs in, as far as the text and its caller say; else empty. */
  readonly folder: string
  /** Variables that the text itself has set, by name. */
  readonly variables: ReadonlyMap<string, string>
}

export const placeIn = (folder: string): Place => ({ folder, variables: new Map() })

/** What a command settles for those after it: `cd .claude && rm settings.json`, `F=.claude/settings.json; rm $F`. */
export function placeAfter(command: SimpleCommand, place: Place): Place {
  const { words, assignments } = command
  const [first, ...rest] = words
  if (first === undefined)
    return { ...place, variables: variablesAfter(assignments, place.variables) }
  if (first.text !== 'cd' && first.text !== 'pushd') return place
  const target = rest.find(({ text }) => !text.startsWith('-'))
  return { ...place, folder: target === undefined ? '~' : from(place.folder, target.text) }
}

function variablesAfter(
  assignments: readonly string[],
  known: Place['variables'],
): Place['variables'] {
  const set = assignments.flatMap((text) => {
    const [, name = '', value = ''] = /^(\w+)=["']?([^"'$`]+)["']?$/.exec(text) ?? []
    return name === '' ? [] : [[name, value] as const]
  })
  return set.length === 0 ? known : new Map([...known, ...set])
}

/** Words with the variables put in that the text has set. */
export const expanded = (words: readonly string[], { variables }: Place): readonly string[] =>
  variables.size === 0
    ? words
    : words.map((word) =>
        word.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced = '', plain = '') =>
          (variables.get(braced === '' ? plain : braced) ?? whole).slice(0, 4_096),
        ),
      )
