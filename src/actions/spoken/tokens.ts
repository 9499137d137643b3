import { asksHelp, readArguments } from '../arguments.ts'
import type { Word } from '../word.ts'

/** A word of a command line that could be a verb or the kind of a thing, and the words that it is made of. */
export interface Token {
  readonly text: string
  /** `dropQuarantine`, `drop-quarantine`, `quarantine:drop`: in lower case. */
  readonly parts: readonly string[]
}

/** A command line as its words speak, whatever the program. */
export interface Spoken {
  /** The program's own name, which may say what it keeps: `auditd`, `pgbackup`. */
  readonly program: Token
  readonly tokens: readonly Token[]
  /** `name=value`, `name:value` and options with their values, in lower case and without dashes. */
  readonly settings: readonly (readonly [name: string, value: string])[]
  readonly texts: readonly string[]
}

/** Words behind these are names and values. */
const mostTokens = 6

/** No path, no address, no number: a word of a language. */
const isWord = (text: string): boolean => /^[A-Za-z][\w:.-]{0,60}$/.test(text)

export const partsOf = (word: string): readonly string[] =>
  word
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[:._-]+/)
    .filter((part) => part !== '')

/** Null where help is asked for: nothing is done then. */
export function spokenBy(program: string, words: readonly Word[]): Spoken | null {
  const given = readArguments(words, { verbFirst: true })
  const texts = words.map(({ text }) => text)
  if (asksHelp(given) || texts.at(-1) === '-h') return null
  const camel = texts.filter((text) => /^-[a-z]{3,20}[A-Z][A-Za-z]{2,30}$/.test(text))
  return {
    program: tokenOf(program),
    tokens: [
      ...given.positionals.slice(0, mostTokens).filter(isWord),
      ...camel.map((text) => text.slice(1)),
    ].map(tokenOf),
    settings: texts.flatMap((text, place) => settingOf(text, texts[place + 1])),
    texts,
  }
}

const tokenOf = (text: string): Token => ({ text, parts: partsOf(text) })

function settingOf(text: string, next: string | undefined): readonly (readonly [string, string])[] {
  const [, name, value] = /^(-{0,2}[A-Za-z][\w./-]{1,80})[=](.{0,200})$/s.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [[named(name), plain(value)]]
  if (/^--?[A-Za-z][\w.-]{0,80}$/.test(text))
    return [[named(text), next === undefined || next.startsWith('-') ? '' : plain(next)]]
  // `set audit.enabled false`
  const sets = isWord(text) || (/^[A-Za-z][\w./-]{1,80}$/.test(text) && switches.test(next ?? ''))
  return sets && next !== undefined ? [[named(text), plain(next)]] : []
}

/** What a setting is switched to. */
const switches = /^(?:true|false|on|off|enabled?|disabled?|yes|no|none|0|1)$/i

/** `-DisableMonitoring` as `disable-monitoring`. */
const named = (text: string): string => plain(text.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2'))

const plain = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/^-+/, '')
    .replace(/^(["'])(.*)\1$/s, '$2')
    .toLowerCase()
