import type { SyntaxNode } from '../../../syntax/node.ts'

/** The last name of an expression: `get` of `os.environ.get`. */
export const lastName = (node: SyntaxNode | null): string | null => {
  switch (node?.type) {
    case 'identifier':
      return node.text
    case 'attribute':
      return node.child('attribute')?.text ?? null
    case 'call':
      return lastName(node.child('function'))
    default:
      return null
  }
}

/** The class whose body a node stands in, without a function between. */
export const classOf = (node: SyntaxNode): SyntaxNode | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'class_definition') return at
    if (at.type === 'function_definition' || at.type === 'lambda') return null
  }
  return null
}

/** The nearest class around a node, functions or not. */
export const classAround = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.type === 'class_definition') return at.child('name')?.text ?? null
  return null
}

/** What code at a node belongs to: `connect`, `Pool` (its `__init__`), `Pool.connect`; null at the top. */
export const ownerAround = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'function_definition') return nameOfFunction(at)
    if (at.type === 'class_definition') return at.child('name')?.text ?? null
  }
  return null
}

/** The name a function goes by, with its class; the class alone for a constructor. */
export const nameOfFunction = (node: SyntaxNode): string | null => {
  const name = node.child('name')?.text ?? null
  const holder = classOf(node)?.child('name')?.text
  if (holder === undefined) return name
  return name === '__init__' || name === '__new__' ? holder : `${holder}.${name}`
}

/** A named argument of a call. */
export const namedArgument = (call: SyntaxNode, name: string): SyntaxNode | null =>
  argumentsOf(call)
    .find((part) => part.type === 'keyword_argument' && part.child('name')?.text === name)
    ?.child('value') ?? null

/** The arguments of a call that are given by position. */
export const positionals = (call: SyntaxNode): readonly SyntaxNode[] =>
  argumentsOf(call).filter(({ type }) => type !== 'keyword_argument' && !type.endsWith('_splat'))

const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  call.child('arguments')?.parts ?? []
