import type { Word } from './word.ts'

/** A command's arguments, told apart into options and the rest. */
export interface Arguments {
  readonly positionals: readonly string[]
  /** Which of the positionals are known only when the shell runs. */
  readonly dynamic: ReadonlySet<number>
  readonly words: readonly Word[]
  /** Whether any of these options is given. */
  has(...names: readonly string[]): boolean
  /** The value of the first of these options that has one. */
  value(...names: readonly string[]): string | null
  /** Names of all options given. */
  readonly options: readonly string[]
}

/** How a program writes its options. */
export interface Syntax {
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[]
  /** Long options begin with one dash (`-auto-approve`). */
  readonly singleDash?: boolean
  /**
   * The first word that could be a verb is one: before it, a path, an address or a number that follows an option is that option's
   * value, whether or not the option is known to take one.
   */
  readonly verbFirst?: boolean
}

/** What no verb looks like. */
const noVerb = /[/:@=$]|^\.|^\d|\.(?:json|ya?ml|toml|conf|cfg|pem|crt|key|txt|env|ini)$/

/** Reads options the way most programs do: `--name=value`, `--name value`, `-rf`, and `--` before the rest. */
export function readArguments(
  words: readonly Word[],
  { valued = [], singleDash = false, verbFirst = false }: Syntax,
): Arguments {
  const options = new Map<string, string | null>()
  const positionals: Word[] = []
  const queue = [...words]
  const takeValue = (name: string): void => {
    options.set(name, queue.shift()?.text ?? null)
  }
  let before = ''
  for (let word = queue.shift(); word !== undefined; before = word.text, word = queue.shift()) {
    const { text } = word
    if (text === '--') positionals.push(...queue.splice(0))
    else if (!/^-./.test(text)) {
      const isValue =
        verbFirst && positionals.length === 0 && /^-[^=]+$/.test(before) && noVerb.test(text)
      if (!isValue) positionals.push(word)
    } else if (text.startsWith('--') || singleDash) {
      const name = text.split('=', 1)[0] ?? text
      if (name !== text) options.set(name, text.slice(name.length + 1))
      else if (valued.includes(name)) takeValue(name)
      else options.set(name, null)
    } else readCluster(text, valued, options, takeValue)
  }
  const find = (names: readonly string[]) => names.filter((name) => options.has(name))
  return {
    positionals: positionals.map(({ text }) => text),
    dynamic: new Set(positionals.flatMap((word, place) => (word.dynamic ? [place] : []))),
    words,
    has: (...names) => find(names).length > 0,
    value: (...names) =>
      find(names)
        .map((name) => options.get(name) ?? null)
        .find((value) => value !== null) ?? null,
    options: [...options.keys()],
  }
}

function readCluster(
  text: string,
  valued: readonly string[],
  options: Map<string, string | null>,
  takeValue: (name: string) => void,
): void {
  options.set(text, options.get(text) ?? null)
  for (let place = 1; place < text.length; place += 1) {
    const name = `-${text[place] ?? ''}`
    const rest = text.slice(place + 1)
    if (!valued.includes(name)) options.set(name, null)
    else {
      if (rest === '') takeValue(name)
      else options.set(name, rest.replace(/^=/, ''))
      return
    }
  }
}

/** Whether help is asked for, or the program's own version: `--version` beside a verb is the version of something else. */
export const asksHelp = (given: Arguments): boolean =>
  given.has('--help') || (given.has('--version') && given.positionals.length === 0)
