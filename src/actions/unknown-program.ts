import { asksHelp, readArguments } from './arguments.ts'
import { adds, type Effect, hides } from './effect.ts'
import { fileEffect } from './interpreters.ts'
import type { Judged } from './judged.ts'
import type { Input } from './shell.ts'
import { destructiveName, destructiveWord } from './telling-words.ts'
import { toolFor } from './tools/index.ts'
import type { Word } from './word.ts'

/** How words and texts that a program is handed are judged. */
export interface Judges {
  readonly words: (words: readonly Word[]) => Judged
  readonly text: (text: string) => Judged
}

/** What a program that no tool knows may do, by its name and its words. */
export const unknownEffect = (
  written: string,
  program: string,
  rest: readonly Word[],
  input: Input,
  judges: Judges,
): Effect => {
  const effect = written.includes('/') ? fileEffect(written) : named(program)
  return byWords(effect, rest, input, judges)
}

const named = (program: string): Effect =>
  destructiveName(program)
    ? {
        ...hides(`runs ${program}, an unknown program that by its name destroys`),
        unknownProgram: true,
      }
    : { ...adds(`runs ${program}, which Plumbline does not know`), unknownProgram: true }

/** An unknown program is believed to do what its words say, and to run what it is handed. */
export function byWords(
  effect: Effect,
  rest: readonly Word[],
  input: Input,
  judges: Judges,
): Effect {
  const hide = (why: string): Effect => ({ ...hides(why), unknownProgram: true })
  const given = readArguments(rest, {})
  const [first] = rest
  if (asksHelp(given) || (rest.length === 1 && first?.text === '-h'))
    return { ...adds('asks an unknown program for help'), unknownProgram: true }
  if (first?.dynamic && /^[$`]/.test(first.text) && !first.text.includes('/'))
    return hide('tells an unknown program by a variable what to do')
  const telling = destructiveWord(given.positionals, given.options)
  if (telling !== null) return hide(`tells an unknown program: ${telling}`)
  const grave = handedOver(rest, input, judges)
  return grave === null ? effect : hide(`hands something to an unknown program: ${grave}`)
}

/** What an unknown program is given to run, if it is grave: a command in its words, a text in one word, its input. */
function handedOver(rest: readonly Word[], input: Input, judges: Judges): string | null {
  if (/^(?:completions?|shellenv|hook|init)$/.test(rest[0]?.text ?? '')) return null
  const place = rest.findIndex(({ text }, at) => starts(text) && !(at === 0 && verb.test(text)))
  if (/^\/.*sh$/.test(rest[place]?.text ?? '')) return 'a shell'
  const words = place < 0 ? [] : judges.words(rest.slice(place)).commands
  const texts = rest
    .flatMap(({ text }) => [text, text.replace(/^--?[\w-]+=/, '')])
    .filter((text) => starts(text.split(/\s/, 1)[0] ?? '') && /\s/.test(text))
  const fed = input?.from === 'text' ? [input.text] : []
  const judged = [...texts, ...fed].flatMap((text) => judges.text(text).commands)
  const grave = [...words, ...judged].find(
    (each) => !/^D[012]$/.test(each.class) && !each.unknownProgram,
  )
  return grave?.effect ?? null
}

const starts = (text: string): boolean =>
  runsPrograms.test(text) || toolFor(text.split('/').at(-1) ?? '') !== undefined

const runsPrograms =
  /^(?:\/(?:usr\/)?bin\/)?(?:sudo|doas|env|xargs|(?:ba|z|da|k)?sh|eval|python[\d.]*|perl|ruby)$/

/** Programs whose names are verbs: `vagrant halt` runs no `halt`. */
const verb =
  /^(?:halt|reboot|shutdown|poweroff|init|kill|mount|umount|fsck|install|patch|rename|split|service|route|link|at|batch|unlink|truncate|install|reset)$/
