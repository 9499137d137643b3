import type { CommandWord } from './commands.ts'

const reference =
  /^((?:[\w-]{1,60}(?:\.[\w-]{1,60}){0,6}(?::\d{2,5})?\/)?[a-z0-9][\w.-]{0,100}(?:\/[\w.-]{1,100}){0,6})(?::([A-Za-z0-9_][\w.-]{0,127}))?(?:@sha256:[0-9a-f]{6,64})?$/

/** An image as pages and commands write it; null for anything else. */
export function imageOf(
  text: string,
): { readonly name: string; readonly tag: string | null } | null {
  if (text.length > 300) return null
  const [, name, tag] = reference.exec(text) ?? []
  if (name === undefined || name.startsWith('localhost') || /:\/\//.test(text)) return null
  return { name, tag: tag ?? null }
}

const engines = /^(?:docker|podman|nerdctl)$/
/** Options of `docker run` that take no value of their own. */
const bare =
  /^(?:-[ditPq]+|--(?:rm|detach|interactive|tty|init|privileged|read-only|publish-all|quiet|no-healthcheck|disable-content-trust|all-tags|sig-proxy))$/

/** The word of a command that is an image to be run, pulled or set; null when it has none. */
export function imageOfCommand(words: readonly CommandWord[]): CommandWord | null {
  const [first, second, ...rest] = words
  if (first === undefined || second === undefined) return null
  if (/^kubectl$/.test(first.text)) {
    if (second.text === 'set' && rest[0]?.text === 'image') return assigned(rest.at(-1), /^[\w-]+=/)
    return assigned(
      rest.find(({ text }) => text.startsWith('--image=')),
      /^--image=/,
    )
  }
  if (!engines.test(first.text)) return null
  const isManaged = second.text === 'container' || second.text === 'image'
  const verb = isManaged ? rest[0]?.text : second.text
  const operands = isManaged ? rest.slice(1) : rest
  if (verb !== 'run' && verb !== 'pull' && verb !== 'create') return null
  for (let index = 0; index < operands.length; index++) {
    const word = operands[index]
    if (word === undefined) return null
    if (!word.text.startsWith('-')) return word
    if (!word.text.includes('=') && !bare.test(word.text)) index += 1
  }
  return null
}

const assigned = (word: CommandWord | undefined, prefix: RegExp): CommandWord | null => {
  const [name] = prefix.exec(word?.text ?? '') ?? []
  if (word === undefined || name === undefined) return null
  return { text: word.text.slice(name.length), at: word.at + name.length }
}
