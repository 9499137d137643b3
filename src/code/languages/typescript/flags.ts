import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import { namesCommand } from './commands.ts'
import type { File, Rules } from './file.ts'
import { describedFlags, flag, keysAsFlags, listedNames, membersIn } from './flag-lists.ts'
import { literalOf, objectInside, stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { valueAt } from './schemas.ts'

/** Flags and commands of the command line: commander, yargs, cac, sade, oclif, citty, meow, optionator, `parseArgs`. */
export const flagRules: Rules = {
  *call_expression(node, file) {
    const name = lastName(node.child('function'))
    const given = node.child('arguments')?.parts ?? []
    if (name === 'option' || name === 'requiredOption')
      yield* written(node, given, ownerAt(node, file), file)
    else if (name === 'options' || name === 'parseArgs' || name === 'meow')
      yield* listed(node, given, file)
    else if (name === 'command' || name === 'addCommand') yield* command(node, given, file)
    else if (name === 'optionator') yield* optionator(given, file)
    else if (name === 'minimist' || name === 'mri' || name === 'getopts')
      yield* loose(node, given, file)
    else if (name === 'defineCommand') yield* defined(node, given, file)
    else if (
      /^(?:allowUnknownOption|allowExcessArguments|strictOptions|passThroughOptions)$/.test(
        name ?? '',
      )
    )
      yield flag(anyName, ownerAt(node, file), null, node.start)
    // What follows a program that takes arguments need not be a command.
    else if (/^(?:argument|arguments|positional)$/.test(name ?? ''))
      yield {
        kind: 'command',
        subject: anyName,
        role: 'command',
        owner: ownerAt(node, file),
        at: node.start,
      }
  },
  *new_expression(node, file) {
    if (lastName(node.child('constructor')) !== 'Option') return
    const given = node.child('arguments')?.parts ?? []
    const fallback = chained(node, 'default')
    const owner = ownerAt(node, file)
    for (const fact of written(node, given, owner, file)) {
      const value = literalOf(fallback, file.constants) ?? fact.value ?? null
      yield fact.kind === 'cli-flag' ? { ...fact, value, isDefault: value !== null } : fact
    }
    const long = longOf(given[0])
    if (long !== null) yield* membersIn(chained(node, 'choices'), joined(owner, long))
    const env = stringOf(chained(node, 'env'))
    if (env !== null)
      yield {
        kind: 'environment-variable',
        subject: env,
        role: 'read',
        value: literalOf(fallback, file.constants),
        isDefault: fallback !== null,
        at: node.start,
      }
  },
  *public_field_definition(node, file) {
    yield* staticFlags(node, file)
  },
  *field_definition(node, file) {
    yield* staticFlags(node, file)
  },
}

const ownerAt = (node: SyntaxNode, file: File): string | null => file.commands.wordsAt(node) || null

const joined = (owner: string | null, name: string): string =>
  owner === null ? name : `${owner} ${name}`

const flagIn = /(?<![\w-])--?[A-Za-z][\w.-]*/g

const longOf = (usage: SyntaxNode | undefined): string | null =>
  (usage ? stringOf(usage) : null)?.match(/--[A-Za-z][\w.-]*/)?.[0] ?? null

/** The flags in `-p, --port <number>`, with the default among the arguments after it. */
function* written(
  node: SyntaxNode,
  given: readonly SyntaxNode[],
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const [first, ...rest] = given
  const usage = first ? stringOf(first) : null
  if (usage === null) {
    if (first !== undefined) yield flag(anyName, owner, null, node.start)
    return
  }
  const flags = usage.match(flagIn) ?? []
  const described = rest.find(({ type }) => type === 'object')
  const positional = rest
    .slice(1)
    .map((argument) => literalOf(argument, file.constants))
    .find((value) => value !== null)
  const value =
    positional ?? (described ? literalOf(valueAt(described, 'default'), file.constants) : null)
  const at = first?.start ?? node.start
  // yargs names the option without dashes and describes it by an object.
  if (flags.length === 0 && described !== undefined && /^[A-Za-z][\w.-]*$/.test(usage))
    yield* describedFlags(usage, described, owner, value, at)
  else for (const subject of flags) yield flag(subject, owner, value, at)
}

/** `….options(x)` of a chain that describes flags, and not of some other object. */
const isYargs = (call: SyntaxNode): boolean =>
  /\b(?:yargs|cli|program|argv|parser)\b/.test(call.child('function')?.text.slice(0, 4_000) ?? '')

function* listed(node: SyntaxNode, given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  const owner = ownerAt(node, file)
  for (const handed of given) {
    // `yargs.options(FLAGS)`: an object of this file, or one that nobody sees here.
    const meant = handed.type === 'identifier' ? file.constants.get(handed.text) : handed
    const argument = meant === undefined ? handed : (objectInside(meant) ?? meant)
    if (argument.type === 'identifier' && isYargs(node))
      yield flag(anyName, owner, null, node.start)
    if (argument.type !== 'object') continue
    const inside = valueAt(argument, 'options') ?? valueAt(argument, 'flags')
    if (inside !== null && inside.type !== 'object') yield flag(anyName, owner, null, inside.start)
    else yield* keysAsFlags(inside ?? argument, owner, file)
    if (
      valueAt(argument, 'strict')?.text === 'false' ||
      valueAt(argument, 'allowUnknownFlags')?.text === 'true'
    )
      yield flag(anyName, owner, null, argument.start)
  }
}

function* staticFlags(node: SyntaxNode, file: File): Iterable<Stated> {
  const value = node.child('value')
  const name = keyOf(node.child('name') ?? node.child('property'))
  if ((name === 'flags' || name === 'baseFlags') && value?.type === 'object')
    yield* keysAsFlags(value, oclifCommand(file.path), file)
}

/** oclif names a command by the path of its file: `src/commands/db/migrate.ts`. */
const oclifCommand = (path: string): string | null => {
  const inside = /(?:^|\/)commands\/(.{1,200})\.\w+$/.exec(path)?.[1]
  return inside?.replace(/\/index$/, '').replaceAll('/', ' ') ?? null
}

function* command(node: SyntaxNode, given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  const first = given[0]
  const usages =
    first?.type === 'array'
      ? first.parts.map(stringOf)
      : [
          stringOf(first ?? null) ??
            stringOf(first?.type === 'object' ? valueAt(first, 'command') : null),
        ]
  if (usages[0] === null) {
    // A command that is made elsewhere may have any name.
    if (first !== undefined && !/^(?:class|object)$/.test(first.type))
      yield { kind: 'command', subject: anyName, role: 'command', at: node.start }
    return
  }
  const object = node.child('function')?.child('object')
  const parent = object ? file.commands.wordsAt(object) : ''
  for (const usage of usages) {
    const words = namesCommand(usage)?.split(' ') ?? []
    const subject = words.at(-1)
    if (subject === undefined) continue
    const owner = [parent, ...words.slice(0, -1)].filter((word) => word !== '').join(' ')
    yield {
      kind: 'command',
      subject,
      role: 'command',
      owner: owner || null,
      at: first?.start ?? node.start,
    }
  }
}

/** `optionator({ options: [{ option: 'fix', alias: 'f', type: 'Boolean' }] })`. */
function* optionator(given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  const list = given[0]?.type === 'object' ? valueAt(given[0], 'options') : null
  for (const entry of list?.type === 'array' ? list.parts : []) {
    const name = entry.type === 'object' ? stringOf(valueAt(entry, 'option')) : null
    if (entry.type !== 'object') yield flag(anyName, null, null, entry.start)
    if (name === null) continue
    const value = literalOf(valueAt(entry, 'default'), file.constants)
    yield* describedFlags(name, entry, null, value, entry.start)
    if (valueAt(entry, 'enum') !== null) yield* membersIn(valueAt(entry, 'enum'), `--${name}`)
  }
}

/** Parsers that take whatever they are given: the names that are listed are some of it. */
function* loose(node: SyntaxNode, given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  const owner = ownerAt(node, file)
  yield flag(anyName, owner, null, node.start)
  const options = given.find(({ type }) => type === 'object')
  if (options !== undefined) yield* listedNames(options, owner, file)
}

/** citty: `defineCommand({ meta: { name }, args: {…} })`. */
function* defined(node: SyntaxNode, given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  const [object] = given
  if (object?.type !== 'object') return
  const args = valueAt(object, 'args')
  const outer = ownerAt(node, file)
  if (args?.type === 'object') yield* keysAsFlags(args, outer, file)
  const subcommands = valueAt(object, 'subCommands')
  for (const part of subcommands?.type === 'object' ? subcommands.parts : []) {
    const subject = keyOf(part.child('key') ?? part)
    if (subject !== null)
      yield { kind: 'command', subject, role: 'command', owner: outer, at: part.start }
  }
}

/** The argument of a later call in the chain that starts at a node: `new Option(…).default(5)`. */
function chained(node: SyntaxNode, method: string): SyntaxNode | null {
  let at: SyntaxNode = node
  for (let depth = 0; depth < 20; depth++) {
    const member = at.parent
    const call = member?.parent
    if (member?.type !== 'member_expression' || call?.type !== 'call_expression') return null
    if (member.child('property')?.text === method) return call.child('arguments')?.parts[0] ?? null
    at = call
  }
  return null
}
