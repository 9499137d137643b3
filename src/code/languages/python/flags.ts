import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import * as stated from '../states.ts'
import { clickCommand, clickFlags, typerParameters } from './click.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

/** Flags and commands of the command line: argparse, optparse, click, typer, absl, fire, docopt. */
export const flagRules: Rules = {
  *call(node, file) {
    const name = lastName(node.child('function')) ?? ''
    if (name === 'add_argument' || name === 'add_option') yield* argparse(node, file)
    else if (name === 'option' || name === 'version_option') yield* clickFlags(node, file)
    else if (/^DEFINE_(?:string|integer|float|bool(?:ean)?|enum|list)$/.test(name))
      yield* absl(node, file)
    else if (/[a-z]Option$/.test(name)) yield* built(node, file)
    else if (name === 'add_parser') yield* parser(node, file)
    else if (/^(?:fire\.)?Fire$/.test(name) || name === 'parse_known_args')
      yield open(node, node.child('function')?.child('object')?.text ?? '', file)
    else if (name === 'docopt') yield* docopt(node, file)
    yield* handedOn(node, file)
  },
  *function_definition(node, file) {
    yield* typerParameters(node, file)
  },
  *decorated_definition(node, file) {
    yield* clickCommand(node, file)
  },
  *pair(node) {
    if (stringOf(node.child('key')) === 'console_scripts') yield* installed(node.child('value'))
  },
  *keyword_argument(node) {
    const text = node.child('name')?.text === 'entry_points' ? node.child('value') : null
    if (text?.type !== 'string' || text.end - text.start > longestUsage) return
    const section = /\[console_scripts\]([^[\]]*)/.exec(text.text)
    for (const match of section?.[1]?.matchAll(/^\s*([\w.-]+)\s*=/gm) ?? [])
      yield command(match[1] ?? '', null, text.start)
  },
}

/** `'console_scripts': ['acme = acme.cli:main']` of a `setup.py`. */
function* installed(list: SyntaxNode | null): Iterable<Stated> {
  const entries = list?.type === 'list' || list?.type === 'tuple' ? list.parts : list ? [list] : []
  for (const entry of entries) {
    const subject = /^\s*([\w.-]+)\s*=/.exec(stringOf(entry) ?? '')?.[1]
    if (subject !== undefined) yield command(subject, null, entry.start)
  }
}

/** The owner of a parser's flags as facts write it: the command's words, null for the program itself. */
const ownerOf = (words: string | null): string | null => (words === '' ? null : words)

/** Flags of one `add_argument`, in all their spellings. */
function* argparse(node: SyntaxNode, file: File): Iterable<Stated> {
  const receiver = node.child('function')?.child('object')?.text.slice(0, 80) ?? ''
  const owner = ownerOf(file.commands.wordsOf(receiver))
  const value = argparseDefault(node, file)
  const given = positionals(node)
  for (const argument of given) {
    const subject = stringOf(argument)
    if (subject !== null && /^--?[A-Za-z][\w.-]*$/.test(subject))
      yield flag(subject, owner, value, argument.start)
  }
  // What follows a program that takes arguments need not be a command.
  if (given.some((part) => /^[A-Za-z]/.test(stringOf(part) ?? '')))
    yield command(anyName, owner, node.start)
  // A name that is computed can be any: `add_argument(f'--{field}')`, `add_argument(*names)`.
  const first = node.child('arguments')?.parts[0]
  if (first !== undefined && given[0] !== undefined && stringOf(given[0]) === null)
    yield flag(anyName, owner, null, node.start)
  else if (first?.type.endsWith('_splat')) yield flag(anyName, owner, null, node.start)
  yield* choices(node, given, owner)
}

export const flag = (
  subject: string,
  owner: string | null,
  value: string | null,
  at: number,
): Stated => stated.flag(subject, { at, owner, value })

/** `choices=['json', 'table']`: what the flag can be given. */
function* choices(
  node: SyntaxNode,
  given: readonly SyntaxNode[],
  owner: string | null,
): Iterable<Stated> {
  const names = given.map(stringOf).filter((name) => name !== null)
  const name = names.find((one) => one.startsWith('--')) ?? names[0]
  if (name === undefined) return
  yield* membersIn(namedArgument(node, 'choices'), owner === null ? name : `${owner} ${name}`)
}

/** The texts of a list, as members of a set. */
export function* membersIn(list: SyntaxNode | null, owner: string): Iterable<Stated> {
  if (list === null || !/^(?:list|tuple|set)$/.test(list.type)) return
  for (const part of list.parts) {
    const subject = stringOf(part)
    yield {
      kind: 'member',
      subject: subject === null || subject === '' ? anyName : subject,
      role: 'constant',
      owner,
      at: part.start,
    }
  }
}

const argparseDefault = (node: SyntaxNode, file: File): string | null => {
  const stated = literalOf(namedArgument(node, 'default'), file.constants)
  const action = stringOf(namedArgument(node, 'action'))
  if (stated !== null || action === null) return stated
  return action === 'store_true' ? 'False' : action === 'store_false' ? 'True' : null
}

function* parser(node: SyntaxNode, file: File): Iterable<Stated> {
  const given = positionals(node)[0]
  const name = stringOf(given ?? null)
  const receiver = node.child('function')?.child('object')?.text.slice(0, 80) ?? ''
  const parent = file.commands.wordsOf(receiver)
  if (name === null) yield { ...command(anyName, parent, node.start) }
  else if (/^[A-Za-z][\w:.-]*$/.test(name)) {
    yield command(name, parent, given?.start ?? node.start)
    if (namedArgument(node, 'parents') !== null)
      yield flag(
        anyName,
        parent === null || parent === '' ? name : `${parent} ${name}`,
        null,
        node.start,
      )
  }
}

/** A subcommand, under the words before it. */
export const command = (subject: string, parent: string | null, at: number): Stated => ({
  kind: 'command',
  subject,
  role: 'command',
  owner: ownerOf(parent),
  at,
})

const open = (node: SyntaxNode, receiver: string, file: File): Stated =>
  flag(anyName, ownerOf(file.commands.wordsOf(receiver.slice(0, 80))), null, node.start)

/** A parser that is handed to another function may be given more flags there. */
function* handedOn(node: SyntaxNode, file: File): Iterable<Stated> {
  for (const argument of positionals(node)) {
    if (argument.type !== 'identifier' && argument.type !== 'attribute') continue
    const words = file.commands.wordsOf(argument.text.slice(0, 80))
    if (words === null || !/pars|^sub|group/i.test(argument.text.slice(0, 80))) continue
    yield flag(anyName, ownerOf(words), null, node.start)
  }
}

/** `DaemonOption('--logfile')`: an option built apart, for whichever commands take it. */
function* built(node: SyntaxNode, file: File): Iterable<Stated> {
  const value = literalOf(namedArgument(node, 'default'), file.constants)
  for (const argument of positionals(node)) {
    const subject = stringOf(argument)
    if (subject !== null && /^--?[A-Za-z][\w.-]*$/.test(subject))
      yield flag(subject, null, value, argument.start)
  }
}

function* absl(node: SyntaxNode, file: File): Iterable<Stated> {
  const [first, second] = positionals(node)
  const name = stringOf(first ?? null)
  const value = literalOf(second ?? null, file.constants)
  if (name !== null) yield flag(`--${name}`, null, value, node.start)
}

const longestUsage = 10_000

/** docopt reads its flags from the module's documentation. */
function* docopt(node: SyntaxNode, file: File): Iterable<Stated> {
  let root = node
  while (root.parent !== null) root = root.parent
  const usage = root.parts[0]
  if (usage?.type !== 'expression_statement' || usage.end - usage.start > longestUsage)
    yield open(node, '', file)
  else
    for (const match of usage.text.matchAll(/(?<![\w-])--?[A-Za-z][\w-]*/g))
      yield flag(match[0], null, null, usage.start + match.index)
}
