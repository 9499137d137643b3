import { type Arguments, asksHelp, readArguments, type Syntax } from '../arguments.ts'
import { adds, type Effect, hides, loses, reads } from '../effect.ts'
import type { Input } from '../shell.ts'
import { destructiveWord, readsByItsWords } from '../telling-words.ts'
import type { Word } from '../word.ts'

/** A command of a known program, wrappers taken off. */
export interface Call {
  readonly program: string
  /** The words after the program. */
  readonly words: readonly Word[]
  readonly input: Input
}

/** A program, or a family of programs, whose commands can be classed. */
export interface Tool {
  readonly about: string
  readonly programs: readonly string[]
  /** Its verbs are all known; its other words are names, paths and texts, and say nothing by themselves. */
  readonly names?: boolean
  classify(call: Call): Effect
}

type Verdict =
  | Effect
  | ((given: Arguments, match: RegExpExecArray, program: string) => Effect | null)

/** What a command does whose words without options read like this, and, if stated, whose options are these. */
export type Rule = readonly [
  pattern: RegExp,
  effect: Verdict,
  when?: (given: Arguments, program: string) => boolean,
]

/** A program that is told what to do by verbs. */
export interface Verbs extends Syntax {
  readonly about: string
  readonly programs: readonly string[]
  /** Its verbs are all known; its other words are names. */
  readonly names?: boolean
  /** How many leading words decide what it does; none of them may be a variable. */
  readonly deciding?: number
  /** Options that make it only show what it would do. */
  readonly disarmedBy?: readonly string[]
  /** The first rule that fits decides. `{1}` in an effect stands for the second word. */
  readonly rules: readonly Rule[]
  /** What a verb does that no rule names, unless the words say worse. */
  readonly otherwise?: Effect
}

/** Makes a tool from rules. What no rule names is guessed from its words, never below what they say. */
export const verbs = (spec: Verbs): Tool => ({
  about: spec.about,
  programs: spec.programs,
  names: spec.names ?? false,
  classify: ({ program, words }) =>
    byRules(readArguments(words, { ...spec, verbFirst: true }), spec, program),
})

/** Applies a program's rules to arguments that were read already. */
export function byRules(given: Arguments, spec: Verbs, program: string): Effect {
  const { positionals } = given
  if (asksHelp(given) || given.words.at(-1)?.text === '-h' || positionals[0] === 'help')
    return reads('prints help')
  const unseen = [...given.dynamic].some((place) => place < (spec.deciding ?? 1))
  if (unseen) return hides('decides what to do by a variable')
  if (positionals.slice(0, 3).some((word) => lookalike.test(word)))
    return hides('decides what to do by unusual characters')
  if (spec.disarmedBy?.some((name) => disarms(given, name)))
    return reads('only shows what it would do')
  const line = positionals.join(' ')
  for (const [pattern, verdict, when] of spec.rules) {
    const match = pattern.exec(line)
    if (!match || when?.(given, program) === false) continue
    const effect = typeof verdict === 'function' ? verdict(given, match, program) : verdict
    if (effect) return filled(effect, positionals)
  }
  return spec.otherwise && line !== ''
    ? (named(given) ?? filled(spec.otherwise, positionals))
    : guess(given)
}

/** Letters that only look like ASCII, blanks that are none, and carriage returns. */
const lookalike =
  /(?![\n\t ])[\p{Cc}\p{Cf}\p{Zs}]|[a-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][a-z]|[\uff01-\uff5e]/iu

/** `--dry-run=none` and `--dry-run=false` disarm nothing. */
const disarms = (given: Arguments, name: string): boolean =>
  given.has(name) && !/^(?:none|false|no|0)$/i.test(given.value(name) ?? '')

const named = ({ positionals, options }: Arguments): Effect | null => {
  const telling = destructiveWord(positionals, options)
  return telling === null ? null : loses(`does something that is called ${telling}`)
}

function guess(given: Arguments): Effect {
  const { positionals } = given
  const telling = named(given)
  if (telling !== null) return telling
  if (readsByItsWords(positionals)) return reads('reads')
  return positionals.length === 0 ? reads('does nothing without a verb') : adds('changes something')
}

const filled = (effect: Effect, positionals: readonly string[]): Effect => ({
  ...effect,
  effect: effect.effect
    .replaceAll(/\{(\d)\}/g, (_, place) => positionals[Number(place)] ?? '')
    .replaceAll(/ {2,}/g, ' ')
    .trim(),
})
