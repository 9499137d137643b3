import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { type Constants, namedString } from './literals.ts'
import {
  argumentsOf,
  bare,
  boundName,
  functionAround,
  keyedElements,
  lastName,
  operandOf,
} from './names.ts'

/** A command that cobra builds from `cobra.Command{Use: "logs [flags]"}`. */
export interface CobraCommand {
  readonly literal: SyntaxNode
  /** Its words, as many as this file knows: `app logs`. */
  readonly words: string
  readonly last: string
  /** The words before the last; null when the parent is another file's, or there is none. */
  readonly parent: string | null
  /** The outermost command that this file knows above it: itself, where it knows none. */
  readonly top: SyntaxNode
}

/** The commands of a file. */
export interface CommandTree {
  readonly all: readonly CobraCommand[]
  /** The command that an expression stands for: a variable of the function or of the package, or a literal. */
  of(expression: SyntaxNode | null): CobraCommand | null
}

const none: CommandTree = { all: [], of: () => null }

interface Found {
  readonly literal: SyntaxNode
  readonly last: string
  parent: Found | null
}

/** Reads the commands of a file and which adds which; empty without a root. */
export const commandTree = (root: SyntaxNode | null, constants: Constants): CommandTree => {
  if (root === null) return none
  const found: Found[] = []
  const calls: SyntaxNode[] = []
  for (const node of walk(root)) {
    if (node.type === 'composite_literal' && lastName(node) === 'Command') {
      const use = keyedElements(node).get('Use')
      const last = /^[\w.:-]+/.exec(namedString(use, constants) ?? '')?.[0]
      if (last !== undefined) found.push({ literal: node, last, parent: null })
    } else if (node.type === 'call_expression' && lastName(node.child('function')) === 'AddCommand')
      calls.push(node)
  }
  const scopes = scopesOf(found)
  const resolve = (expression: SyntaxNode | null): Found | null => {
    if (expression === null) return null
    const value = bare(expression)
    if (value.type === 'composite_literal')
      return found.find(({ literal }) => literal === value) ?? null
    if (value.type === 'identifier')
      return (
        scopes.get(scopeKey(functionAround(value), value.text)) ??
        scopes.get(scopeKey(null, value.text)) ??
        null
      )
    if (value.type !== 'call_expression') return null
    const name = lastName(value.child('function')) ?? ''
    return scopes.get(`return ${name}`) ?? null
  }
  for (const call of calls) {
    const parent = resolve(operandOf(call))
    for (const argument of argumentsOf(call)) {
      const child = resolve(argument)
      if (parent !== null && child !== null && child !== parent) child.parent = parent
    }
  }
  const commands = new Map(found.map((one) => [one, commandOf(one)]))
  return {
    all: [...commands.values()],
    of: (expression) => {
      const one = resolve(expression)
      return one === null ? null : (commands.get(one) ?? null)
    },
  }
}

const scopeKey = (scope: SyntaxNode | null, name: string): string =>
  `${scope?.start ?? 'package'} ${name}`

/** Commands by the variable that holds them, and by the function that makes them. */
const scopesOf = (found: readonly Found[]): ReadonlyMap<string, Found> => {
  const scopes = new Map<string, Found>()
  for (const one of found) {
    const around = functionAround(one.literal)
    const held = heldBy(one.literal)
    const name = around?.child('name')?.text
    if (held !== null) scopes.set(scopeKey(around, held), one)
    // The first one made is what such a function gives back; the others it adds.
    if (name !== undefined && !scopes.has(`return ${name}`)) scopes.set(`return ${name}`, one)
  }
  return scopes
}

/** The variable that a command is put into. */
export const heldBy = (literal: SyntaxNode): string | null => {
  const parent = literal.parent
  return boundName(parent?.type === 'unary_expression' ? parent : literal)
}

const commandOf = (one: Found): CobraCommand => {
  const words: string[] = []
  let top = one
  for (let at: Found | null = one; at !== null && words.length < 12; at = at.parent) {
    words.unshift(at.last)
    top = at
  }
  return {
    literal: one.literal,
    words: words.join(' '),
    last: one.last,
    parent: words.slice(0, -1).join(' ') || null,
    top: top.literal,
  }
}
