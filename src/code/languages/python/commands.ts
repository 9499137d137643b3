import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

/** Which command each parser, group and decorated function of a file stands for: its words, `''` for the program itself. */
export interface Commands {
  /** The words of the command that a name is bound to (`subparsers`, `logs`); null when the file does not tell. */
  wordsOf(name: string): string | null
  /** The words of a decorated function's command. */
  wordsAt(definition: SyntaxNode): string | null
}

const decorates = /^(?:command|group)$/
const makesRoot = /(?:^|\.)(?:ArgumentParser|OptionParser|Typer|Group|MultiCommand)$/
const sameParser =
  /^(?:add_argument_group|add_mutually_exclusive_group|add_subparsers|add_option_group)$/
const mostBindings = 2_000

/** Reads the commands of a file in one walk, in the order in which they are built. */
export const commandsOf = (root: SyntaxNode): Commands => {
  const words = new Map<string, string>()
  const definitions = new Map<number, string>()
  const joins = joinsOf(root)
  for (const node of walk(root)) {
    if (words.size > mostBindings) break
    if (node.type === 'assignment') bind(node, words)
    else if (node.type === 'decorated_definition') {
      const definition = node.child('definition')
      const own = definition && decoratedWords(node, definition, words, joins)
      const name = definition?.child('name')?.text
      if (!definition || own === null || own === undefined || name === undefined) continue
      definitions.set(definition.start, own)
      words.set(name, own)
    }
  }
  return {
    wordsOf: (name) => words.get(name) ?? null,
    wordsAt: (definition) => definitions.get(definition.start) ?? null,
  }
}

function bind(assignment: SyntaxNode, words: Map<string, string>): void {
  const call = assignment.child('right')
  const name = assignment.child('left')?.text ?? ''
  if (call?.type !== 'call' || name === '' || name.length > 80) return
  const callee = call.child('function')
  const method = lastName(callee) ?? ''
  const of = callee?.child('object')?.text.slice(0, 80) ?? ''
  if (makesRoot.test(callee?.text.slice(-60) ?? '')) words.set(name, words.get(name) ?? '')
  else if (sameParser.test(method)) words.set(name, words.get(of) ?? '')
  else if (method === 'add_parser') {
    const added = stringOf(positionals(call)[0] ?? null)
    if (added !== null) words.set(name, joined(words.get(of) ?? '', added))
  }
}

const joined = (parent: string, name: string): string =>
  parent === '' ? name : `${parent} ${name}`

/** What `add_command(logs, name='logs')` and `add_typer(users, name='users')` hang under another command. */
function joinsOf(root: SyntaxNode): ReadonlyMap<string, string> {
  const joins = new Map<string, string>()
  if (!/add_(?:command|typer)\b/.test(root.text)) return joins
  for (const node of walk(root)) {
    if (node.type !== 'call' || joins.size > mostBindings) continue
    if (!/^add_(?:command|typer)$/.test(lastName(node.child('function')) ?? '')) continue
    const [first, second] = positionals(node)
    const name = stringOf(namedArgument(node, 'name') ?? second ?? null)
    const added = first?.type === 'identifier' ? first.text : null
    if (added !== null) joins.set(added, name ?? dashed(added))
  }
  return joins
}

/** click names a command after its function. */
const dashed = (name: string): string =>
  name.replace(/_(?:command|cmd|group|grp)$/, '').replaceAll('_', '-')

function decoratedWords(
  node: SyntaxNode,
  definition: SyntaxNode,
  words: ReadonlyMap<string, string>,
  joins: ReadonlyMap<string, string>,
): string | null {
  for (const decorator of node.parts) {
    if (decorator.type !== 'decorator') continue
    const made = decorator.parts[0]
    const callee = made?.type === 'call' ? made.child('function') : (made ?? null)
    if (!decorates.test(lastName(callee) ?? '')) continue
    const of = callee?.child('object')?.text.slice(0, 80) ?? null
    const name = definition.child('name')?.text ?? ''
    const given =
      made?.type === 'call'
        ? stringOf(namedArgument(made, 'name') ?? positionals(made)[0] ?? null)
        : null
    if (of === null || /^(?:click|typer|asyncclick|rich_click|cloup)$/.test(of))
      return joins.get(name) ?? (isProgram(name) ? '' : (given ?? dashed(name)))
    const parent = words.get(of) ?? joins.get(of) ?? (isProgram(of) ? '' : '')
    return joined(joins.get(of) ?? parent, given ?? dashed(name))
  }
  return null
}

const isProgram = (name: string): boolean => /^_?(?:main|cli|app|run|entry_?point)$/.test(name)
