import type { SimpleCommand } from './shell.ts'

/** What a text writes into files, by each name under which it could run them; null where what is written cannot be known. */
export type FilesWritten = ReadonlyMap<string, string | null>

const saving = /^(?:-[a-zA-Z]*[oO]|--output|--output-document)$/

/** Adds the files that commands write to those known already. */
export function withFiles(known: FilesWritten, commands: readonly SimpleCommand[]): FilesWritten {
  const written = commands.flatMap(filesOf)
  if (written.length === 0) return known
  const files = new Map(known)
  for (const [path, text] of written)
    for (const name of [path, `./${path}`]) {
      const before = files.get(name)
      files.set(name, before === null || text === null ? null : `${before ?? ''}${text}\n`)
    }
  return files
}

type Written = readonly [path: string, text: string | null]

function filesOf({ words, redirects, input }: SimpleCommand): readonly Written[] {
  const [program, ...rest] = words
  const texts = rest.map(({ text }) => text)
  const fed = input?.from === 'text' && !input.dynamic ? input.text : null
  const known = rest.every(({ dynamic }) => !dynamic)
  const content =
    program?.text === 'cat' && rest.length === 0
      ? fed
      : program?.text === 'echo' && known
        ? echoed(texts)
        : null
  const into = redirects
    .filter(({ target }) => !target.text.startsWith('/dev/'))
    .map(({ target }): Written => [target.text, content])
  if (program?.text === 'tee')
    return [
      ...into,
      ...texts.filter((word) => !word.startsWith('-')).map((path): Written => [path, fed]),
    ]
  if (program?.text !== 'curl' && program?.text !== 'wget') return into
  const named = texts.flatMap((word, place) => {
    if (saving.test(word)) return [texts[place + 1] ?? '']
    // `curl -O` and wget keep the last part of the address as the name.
    return /^[a-z]+:\/\//.test(word) ? [word.split('/').at(-1) ?? ''] : []
  })
  return [...into, ...named.filter((path) => path !== '').map((path): Written => [path, null])]
}

const echoed = (texts: readonly string[]): string | null =>
  texts.some((text) => /^-\w*e/.test(text) || text.includes('\\'))
    ? null
    : texts.filter((text) => text !== '-n').join(' ')
