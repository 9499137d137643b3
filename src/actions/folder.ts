import type { SimpleCommand } from './shell.ts'

/** Where a path leads from a folder. */
export const from = (folder: string, path: string): string =>
  folder === '' || /^[~/$]/.test(path) ? path : `${folder}/${path}`

/** `cd .claude && rm settings.json`: where the command after this one runs. */
export function folderAfter({ words }: SimpleCommand, folder: string): string {
  const [first, ...rest] = words
  if (first?.text !== 'cd' && first?.text !== 'pushd') return folder
  const target = rest.find(({ text }) => !text.startsWith('-'))
  return target === undefined ? '~' : from(folder, target.text)
}

/** Variables that the text itself has set, by name. */
export type Variables = ReadonlyMap<string, string>

/** `F=.claude/settings.json`: what later words may hold. */
export function variablesAfter({ assignments }: SimpleCommand, known: Variables): Variables {
  const set = assignments.flatMap((text) => {
    const [, name = '', value = ''] = /^(\w+)=["']?([^"'$`]+)["']?$/.exec(text) ?? []
    return name === '' ? [] : [[name, value] as const]
  })
  return set.length === 0 ? known : new Map([...known, ...set])
}

/** A word with the variables put in that the text has set. */
export const expanded = (word: string, known: Variables): string =>
  known.size === 0 || !word.includes('$')
    ? word
    : word.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced = '', plain = '') =>
        (known.get(braced === '' ? plain : braced) ?? whole).slice(0, 4_096),
      )
