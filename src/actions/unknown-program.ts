import { asksHelp, readArguments } from './arguments.ts'
import { adds, type Effect, hides } from './effect.ts'
import { inputWord } from './inside.ts'
import { fileEffect } from './interpreters.ts'
import type { Judged } from './judged.ts'
import { fedText, type Input } from './shell.ts'
import { asksAfter, emptiesCache } from './spoken/softer.ts'
import { spokenBy } from './spoken/tokens.ts'
import { statementEffect } from './statement.ts'
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
  if (asksHelp(given) || rest.at(-1)?.text === '-h')
    return { ...adds('asks an unknown program for help'), unknownProgram: true }
  if (first?.dynamic && first.text !== inputWord.text && unseen.test(first.text))
    return hide('tells an unknown program by a variable what to do')
  const behind = given.positionals.filter((word) => word.startsWith('--'))
  const stated = [...rest.map(({ text }) => text), ...linesFed(input)].find(destroysByStatement)
  if (stated !== undefined) return hide('hands an unknown program a statement that destroys')
  const telling = destructiveWord(given.positionals, [...given.options, ...behind])
  if (telling !== null && !isMild(rest)) return hide(`tells an unknown program: ${telling}`)
  const grave = handedOver(rest, input, judges)
  return grave === null ? effect : hide(`hands something to an unknown program: ${grave}`)
}

/** Whether the words around a verb say that nothing of worth is touched. */
function isMild(words: readonly Word[]): boolean {
  const spoken = spokenBy('', words)
  return spoken !== null && (asksAfter(spoken.tokens) || emptiesCache(spoken.tokens))
}

/** What is printed is a number, a name, a path or the options of a compiler, and no verb: `$(pidof htop)`. */
const printed =
  /\$\((?:pidof|pgrep|which|basename|dirname|pwd|date|nproc|id|hostname|whoami|uname|mktemp|realpath|pkg-config|[\w-]+-config)(?:\s[^;&|`$()<>]*)?\)$/
/** A variable or what a command prints, where a verb could stand; `$HOME/x` is a path. */
const unseen = new RegExp(`^(?!${printed.source})(?:\\$\\(|\`|\\$[^/]*$)`)

/** Lines that a program is fed, as far as the text shows them. */
const linesFed = (input: Input): readonly string[] => {
  const spoken = input?.from === 'pipe' && /^(?:echo|printf)$/.test(input.words[0]?.text ?? '')
  const text = fedText(spoken ? { ...input, words: input.words.slice(1) } : input)
  return input?.from === 'text' || spoken ? text.split('\n') : []
}

/** `DROP TABLE orders`, `purge volume=daily`, `flush_all`: a statement, or a line that begins with a verb. */
const destroysByStatement = (text: string): boolean => {
  if (/^-/.test(text) || !/\s/.test(text)) return false
  const effect = statementEffect(text)
  return effect !== null && !/^D[012]$/.test(effect.class)
}

/** What an unknown program is given to run, if it is grave: a command in its words, a text in one word, its input. */
function handedOver(rest: readonly Word[], input: Input, judges: Judges): string | null {
  if (/^(?:completions?|shellenv|hook|init)$/.test(rest[0]?.text ?? '')) return null
  const dashes = rest.findIndex(({ text }) => text === '--')
  const place = rest.findIndex(
    ({ text }, at) => starts(text) && !(ordinary.test(text) && (dashes < 0 || at !== dashes + 1)),
  )
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
  !/\s/.test(text) &&
  (runsPrograms.test(text) || toolFor(text.split('/').at(-1) ?? '') !== undefined)

const runsPrograms =
  /^(?:\/(?:usr\/)?bin\/)?(?:sudo|doas|env|xargs|(?:ba|z|da|k)?sh|eval|python[\d.]*|perl|ruby)$/

/** Programs whose names are ordinary words: `vagrant halt` runs no `halt`, `gleam format` formats no disk. */
const ordinary =
  /^(?:halt|reboot|shutdown|poweroff|init|kill|mount|umount|fsck|install|patch|rename|split|service|route|link|at|batch|unlink|truncate|reset|format|del|erase|rd|sc|net|reg|ed|ex|view|code|scrub|wipe|trash|step|pass|age|op|repo|now|task|migrate|console|cap|platform|sea|rel|copilot|expo|convert|find|watch|time|env|script|parallel|shred|tree|file|stat|look|split|join|sort|head|tail|cut|who|last|type|help|history|jobs|test|true|false|yes|date|wait|command|exec|source|lua|julia|scala|swift|salt|chef|puppet|bolt|packer|render|railway|heroku|clever|convex|bridge|ip|nova|tern|goose|atlas|spring|cake|craft|symfony|flask|rails|prisma|stern|flux|argo|cilium|kind|tilt|kite|curator|consul|etcd|nats|barman|snapper|bup|orb|tart|incus|pm|profiles|security|defaults|sync|select|pico|joe|hx|rip|gio|make|just|rake|ant|nx|go|cc|ld|vite|jest|black|node|php|ruby|perl)$/
