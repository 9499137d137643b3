import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { anyOf, command, flag, isFlagName } from '../states.ts'
import { heldBy } from './command-tree.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString } from './literals.ts'
import {
  argumentsOf,
  bare,
  functionAround,
  keyedElements,
  lastName,
  listed,
  operandOf,
} from './names.ts'

// The flag packages name a method by the type it takes, then `Var` for a place to put it and `P` for a shorthand.
const adds =
  /^((?:(?:String|Int|Float|Uint|Bool|Duration|IP|BytesHex|BytesBase64|Time|Count|Text)(?:8|16|32|64)?(?:Slice|Array|ToString|ToInt|ToInt64|Mask|Net|NetSlice)?|Bool|Func|BoolFunc)(Var)?|Var)(P|PF|Long|Short)?$/
const sets =
  /(?:^|\.)(?:p?flag|(?:Local|Persistent)?Flags\(\)|\w*(?:fs|flags?|flagset|flagSet|FlagSet|fset))$/i

/** Flags of the standard library, pflag and ff, and commands of cobra. */
export const flagRules: Rules = {
  *call_expression(node, file) {
    const method = lastName(node.child('function')) ?? ''
    const operand = operandOf(node)
    const added = operand === null ? null : adds.exec(method)
    if (added !== null && operand !== null && isSet(operand))
      yield* addedFlag(node, added, ownerOf(operand, file), file)
    else if (/^(?:AddFlagSet|AddGoFlagSet|AddFlag|VisitAll)$/.test(method))
      yield anyOf('cli-flag', node.start, ownerOf(operand, file))
    else if (method === 'AddCommand') yield* unseen(node, operand, file)
    else yield* handedOn(node, method, file)
  },
  *composite_literal(node, file) {
    const found = file.commands.all.find(({ literal }) => literal === node)
    if (found === undefined) return
    const elements = keyedElements(node)
    if (found.parent !== null || !isRoot(node, file))
      yield command(found.last, found.parent, node.start)
    for (const alias of listed(elements.get('Aliases'))) {
      const subject = namedString(alias, file.constants)
      if (subject !== null) yield command(subject, found.parent, alias.start)
    }
    // Commands above it, in another file, hand their persistent flags down.
    if (!isRoot(found.top, file) || elements.get('DisableFlagParsing')?.text === 'true')
      yield anyOf('cli-flag', node.start, found.words)
  },
}

const isSet = (operand: SyntaxNode): boolean => {
  if (sets.test(operand.text.slice(-80)) || isTakenAsSet(operand)) return true
  const made = operand.type === 'identifier' ? madeAs(operand) : null
  return /^(?:NewFlagSet|(?:Local|Persistent)?Flags)$/.test(lastName(made) ?? '')
}

/** `f` of `func (c *Config) RegisterFlags(f *flag.FlagSet)`. */
const isTakenAsSet = (operand: SyntaxNode): boolean =>
  operand.type === 'identifier' &&
  (functionAround(operand)?.child('parameters')?.parts ?? []).some(
    (taken) =>
      /\bFlagSet$/.test(taken.child('type')?.text ?? '') &&
      taken.parts.some(({ text }) => text === operand.text),
  )

/** The program itself is no subcommand of anything: it adds commands here, and stands under its own name. */
const isRoot = (literal: SyntaxNode, file: File): boolean => {
  const { last } = file.commands.all.find((one) => one.literal === literal) ?? { last: '' }
  const around = functionAround(literal)?.child('name')?.text ?? ''
  const program = programOf(file)
  // Each package below a program's may call what makes its command `NewCommand`.
  const isNamed =
    /^(?:root|main|newroot(?:cmd|command))$/i.test(around) ||
    (/^new(?:cmd|command)$/i.test(around) && program === null)
  return last === program || isNamed || /^root/i.test(heldBy(literal) ?? '')
}

/** Go names a program after the folder of its main package. */
const programOf = ({ path }: File): string | null =>
  /(?:^|\/)cmd\/([\w.-]{1,80})\//.exec(path)?.[1] ?? null

function* addedFlag(
  node: SyntaxNode,
  [, base = '', variable = '', form = '']: RegExpExecArray,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const isBound = variable === 'Var' || base === 'Var'
  const given = argumentsOf(node).slice(isBound ? 1 : 0)
  if (given.length < 2) return
  if (variable === 'Var')
    yield* boundField(node, given[form === 'P' || form === 'PF' ? 2 : 1], file)
  const [first, ...rest] = given
  const name = namedString(first, file.constants)
  const at = node.start
  // `set.Int("x")` of some other kind of set has no text to explain it.
  if (rest.length === 0) return
  if (!isFlagName(name)) {
    if (name === null && first !== undefined && rest.length >= 2) yield anyOf('cli-flag', at, owner)
    return
  }
  const hasShort = form === 'P' || form === 'PF'
  const short = hasShort ? namedString(rest[0], file.constants) : null
  const fallback = base === 'Var' || /Func$/.test(base) ? undefined : rest[hasShort ? 1 : 0]
  const value = literalOf(fallback, file.constants)
  const dashed = { owner, value: value === '' || value === 'nil' ? null : value, at }
  yield flag(`--${name}`, dashed)
  if (takesOneDash(node, file)) yield flag(`-${name}`, dashed)
  if (short !== null && /^\w$/.test(short)) yield flag(`-${short}`, dashed)
}

/** `f.IntVar(&cfg.Pool.MaxWorkers, name, 400, …)`: whatever the flag is called, the field starts as that. */
function* boundField(
  node: SyntaxNode,
  fallback: SyntaxNode | undefined,
  file: File,
): Iterable<Stated> {
  const place = argumentsOf(node)[0]?.child('operand') ?? null
  const subject = place?.type === 'selector_expression' ? lastName(place) : null
  const value = literalOf(fallback, file.constants)
  if (subject === null || value === null || value === '') return
  yield {
    kind: 'symbol',
    subject,
    role: 'property',
    value,
    isDefault: true,
    at: node.start,
  }
}

/** The standard library takes one dash as well as two; pflag, which may stand under its name, only two. */
const takesOneDash = (node: SyntaxNode, file: File): boolean =>
  file.imports(/^flag$/) && operandOf(node)?.type === 'identifier'

/** The words of the command whose set of flags an expression is; null when it comes from elsewhere. */
const ownerOf = (operand: SyntaxNode | null, file: File): string | null => {
  if (operand === null) return null
  if (operand.type === 'call_expression') return file.commands.of(operandOf(operand))?.words ?? null
  if (operand.text === 'flag' || operand.text === 'pflag')
    return file.packageName === 'main' ? programOf(file) : null
  const made = operand.type === 'identifier' ? madeAs(operand) : null
  if (made?.type !== 'call_expression') return null
  const method = lastName(made.child('function')) ?? ''
  if (/Flags$/.test(method)) return file.commands.of(operandOf(made))?.words ?? null
  if (method === 'NewFlagSet')
    return namedString(argumentsOf(made)[0], file.constants)?.split(' ')[0] || null
  return null
}

/** What a variable of the function was made as: `flags := cmd.Flags()`. */
const madeAs = (name: SyntaxNode): SyntaxNode | null => {
  for (let at: SyntaxNode | null = name; at !== null; at = at.parent) {
    if (at.type !== 'statement_list') continue
    for (const statement of at.parts) {
      if (statement.start > name.start) break
      if (statement.type !== 'short_var_declaration') continue
      const left = statement.child('left')?.parts ?? []
      const index = left.findIndex(({ text }) => text === name.text)
      const right = statement.child('right')?.parts[index]
      if (right !== undefined) return bare(right)
    }
  }
  return null
}

/** A subcommand that another file makes. */
function* unseen(node: SyntaxNode, operand: SyntaxNode | null, file: File): Iterable<Stated> {
  if (argumentsOf(node).some((argument) => file.commands.of(argument) === null))
    yield anyOf('command', node.start, file.commands.of(operand)?.words ?? null)
}

/** A command that is handed to a function may get flags there that this file does not show. */
function* handedOn(node: SyntaxNode, method: string, file: File): Iterable<Stated> {
  if (file.commands.all.length === 0 || /^(?:CheckErr|Parse|Lookup|Changed)$/.test(method)) return
  for (const argument of argumentsOf(node)) {
    const isFlags = argument.type === 'call_expression' && /Flags$/.test(lastName(argument) ?? '')
    const handed = isFlags ? operandOf(argument) : bare(argument)
    if (handed?.type !== 'identifier') continue
    const found = file.commands.of(handed)
    if (found !== null) yield anyOf('cli-flag', node.start, found.words)
  }
}
