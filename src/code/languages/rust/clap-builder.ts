import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, command, flag, isFlagName, variable } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString, stringOf } from './literals.ts'
import { argumentsOf, chainedFrom, functionAround, lastName, rootOf } from './names.ts'

const makesArgument = /(?:^|::)(?:Arg|Opt)::(?:new|with_name)$/
const makesCommand = /(?:^|::)(?:Command|App|SubCommand)::(?:new|with_name)$|^(?:\w+::)?subcommand$/
// Helpers that say what they make: `flag("all", "…")`, `optional_multi_opt("bin", "NAME", "…")`.
const helper = /(?:^|_)(?:opt|option|flag|switch)$/
const adds = /^_?args?$/

/** Flags and commands that clap builds from calls. */
export const clapBuilderRules: Rules = {
  *call_expression(node, file) {
    const callee = node.child('function')
    if (callee === null || callee.type === 'field_expression') return
    const path = callee.text.slice(0, 80)
    if (makesArgument.test(path)) yield* argument(node, false, file)
    else if (helper.test(path) && /^[\w:]+$/.test(path)) yield* argument(node, true, file)
    else if (makesCommand.test(path)) yield* commands(node, file)
  },
}

function* argument(node: SyntaxNode, isHelper: boolean, file: File): Iterable<Stated> {
  const { calls, top } = chainedFrom(node)
  const taken = takenBy(top)
  if (isHelper && taken === null) return
  const owner = wordsAround(top, file)
  const at = node.start
  const long = calls.get('long')
  const name = namedString(
    argumentsOf(isHelper && long === undefined ? node : long)[0],
    file.constants,
  )
  const isSwitch = /SetTrue/.test(argumentsOf(calls.get('action'))[0]?.text ?? '')
  const given = literalOf(
    argumentsOf(calls.get('default_value'))[0] ?? argumentsOf(calls.get('default_value_t'))[0],
    file.constants,
  )
  const place = { owner, value: given ?? (isSwitch ? 'false' : null), at }
  if (name === null && (long !== undefined || isHelper) && !isParameter(node, long))
    yield anyOf('cli-flag', at, owner)
  const aliases = ['alias', 'visible_alias', 'aliases', 'visible_aliases'].flatMap((method) =>
    stringsIn(argumentsOf(calls.get(method))[0]),
  )
  for (const one of name === null ? [] : [name, ...aliases])
    if (isFlagName(one)) yield flag(`--${one}`, place)
  const short = literalOf(argumentsOf(calls.get('short'))[0], file.constants)?.replace(/^-/, '')
  if (short?.length === 1) yield flag(`-${short}`, place)
  const env = namedString(argumentsOf(calls.get('env'))[0], file.constants)
  if (env !== null && isScreaming(env)) yield variable(env, { value: given, at })
}

/** `Arg::new(name).long(name)` in a helper: the flags are stated where the helper is called. */
const isParameter = (node: SyntaxNode, long: SyntaxNode | undefined): boolean => {
  const given = argumentsOf(long ?? node)[0]
  const around = functionAround(node)
  return (
    given?.type === 'identifier' &&
    helper.test(around?.child('name')?.text ?? '') &&
    (around?.child('parameters')?.parts ?? []).some(
      (one) => one.child('pattern')?.text === given.text,
    )
  )
}

const stringsIn = (given: SyntaxNode | undefined): readonly string[] => {
  if (given === undefined) return []
  const one = stringOf(given)
  const list = given.type === 'reference_expression' ? given.child('value') : given
  return one !== null ? [one] : (list?.parts ?? []).flatMap((part) => stringOf(part) ?? [])
}

/** The call that takes an expression as an argument of a command: `.arg(…)`, `.args([…])`. */
const takenBy = (expression: SyntaxNode): SyntaxNode | null => {
  let at = expression.parent
  if (at?.type === 'array_expression') at = at.parent
  if (at?.type === 'reference_expression') at = at.parent
  const call = at?.type === 'arguments' ? at.parent : null
  return call !== null && call !== undefined && adds.test(lastName(call) ?? '') ? call : null
}

/** The words of the command that takes an argument, as many as the calls around it tell. */
const wordsAround = (expression: SyntaxNode, file: File): string | null => {
  const words: string[] = []
  let at: SyntaxNode | null = takenBy(expression)
  for (let depth = 0; at !== null && depth < 12; depth++) {
    const root = rootOf(at)
    if (!makesCommand.test(root.child('function')?.text.slice(0, 80) ?? '')) break
    const word = namedString(argumentsOf(root)[0], file.constants)
    if (word === null) return null
    words.unshift(word)
    at = heldBy(root)
  }
  return words.join(' ') || null
}

/** The call `.subcommand(…)` that takes a command. */
const heldBy = (root: SyntaxNode): SyntaxNode | null => {
  const { top } = chainedFrom(root)
  let at = top.parent
  if (at?.type === 'array_expression') at = at.parent
  const call = at?.type === 'arguments' ? at.parent : null
  return call !== null && call !== undefined && /^subcommands?$/.test(lastName(call) ?? '')
    ? call
    : null
}

function* commands(node: SyntaxNode, file: File): Iterable<Stated> {
  const word = namedString(argumentsOf(node)[0], file.constants)
  const { calls } = chainedFrom(node)
  const holder = heldBy(node)
  const before = holder === null ? null : wordsOfCommand(rootOf(holder), file)
  const isSub = holder !== null || /[sS]ub[cC]ommand/.test(node.child('function')?.text ?? '')
  if (word === null || !(isSub || ['about', 'arg', 'subcommand'].every((one) => calls.has(one))))
    return
  if (isSub && /^[\w.:-]+$/.test(word))
    for (const subject of [
      word,
      ...['alias', 'visible_alias'].flatMap((one) => stringsIn(argumentsOf(calls.get(one))[0])),
    ])
      yield command(subject, before, node.start)
  const words = before === null ? word : `${before} ${word}`
  // Above it may stand a command of another file, whose global flags it takes too.
  const isOpen = (isSub && before === null) || [...calls].some(([name, call]) => opens(name, call))
  if (isOpen) yield anyOf('cli-flag', node.start, words)
  for (const one of [
    'subcommand',
    'subcommands',
    'external_subcommand',
    'allow_external_subcommands',
  ])
    if (calls.has(one) && !isMadeHere(calls.get(one))) yield anyOf('command', node.start, words)
}

/** `.subcommand(Command::new("open")…)`, and not one that another function makes. */
const isMadeHere = (call: SyntaxNode | undefined): boolean =>
  argumentsOf(call).every((given) => {
    const all = given.type === 'array_expression' ? given.parts : [given]
    return all.every((one) =>
      makesCommand.test(rootOf(one).child('function')?.text.slice(0, 80) ?? ''),
    )
  })

const wordsOfCommand = (root: SyntaxNode, file: File): string | null => {
  if (!makesCommand.test(root.child('function')?.text.slice(0, 80) ?? '')) return null
  const word = namedString(argumentsOf(root)[0], file.constants)
  const holder = heldBy(root)
  const before = holder === null ? null : wordsOfCommand(rootOf(holder), file)
  return word === null || before === null ? word : `${before} ${word}`
}

/** Calls by which a command takes arguments that do not stand here. */
const opens = (name: string, call: SyntaxNode): boolean => {
  if (
    /^arg_(?!required_else_help)|^(?:args|mut_arg|mut_args|group|external_subcommand)$/.test(name)
  )
    return true
  const root = name === 'arg' ? argumentsOf(call)[0] : undefined
  return root !== undefined && rootOf(root).type === 'identifier'
}
