import type { SyntaxNode } from '../syntax/node.ts'

/** One word of a command after quotes are taken off and splices joined. */
export interface Word {
  readonly text: string
  /** Part of it is known only when the shell runs: a variable, a substitution, a brace expansion. */
  readonly dynamic: boolean
}

/** A word that is what it says. */
export const literal = (text: string): Word => ({ text, dynamic: false })

/** A word nobody can know before the command runs, by a name for people. */
export const unknownWord = (text: string): Word => ({ text, dynamic: true })

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
}

const ansi = (text: string): string =>
  text.replaceAll(
    /\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|[0-7]{1,3}|[\s\S])/g,
    (whole, code: string) => {
      if (/^[xu]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
      if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8))
      return escapes[code] ?? (whole.length > 1 ? code : whole)
    },
  )

/** Reads a word as bash would, as far as that can be known beforehand. */
export function wordOf(node: SyntaxNode): Word {
  switch (node.type) {
    case 'word':
    case 'number':
      return bareWord(node.text)
    case 'raw_string':
      return literal(node.text.slice(1, -1))
    case 'ansi_c_string':
      return literal(ansi(node.text.slice(2, -1)))
    case 'string':
    case 'translated_string':
      return inQuotes(node)
    case 'concatenation':
    case 'command_name':
      return joined(node)
    default:
      return unknownWord(node.text)
  }
}

function bareWord(text: string): Word {
  return { text: text.replaceAll(/\\\r?\n/g, '').replaceAll(/\\([\s\S])/g, '$1'), dynamic: false }
}

/** Inside double quotes a backslash only escapes what would otherwise be special. */
function inQuotes(node: SyntaxNode): Word {
  const inside = node.parts.filter(({ type }) => type !== 'string_content')
  const text = node.text
    .slice(node.type === 'string' ? 1 : 2, -1)
    .replaceAll(/\\(["\\$`])/g, '$1')
    .replaceAll(/\\\r?\n/g, '')
  return { text, dynamic: inside.length > 0 }
}

function joined(node: SyntaxNode): Word {
  const words = node.parts.map(wordOf)
  const text = words.map((word) => word.text).join('')
  const braces = node.type === 'concatenation' && /\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(node.text)
  return { text, dynamic: braces || words.some(({ dynamic }) => dynamic) }
}
