import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { around, type Call, lastWord, partsOf, type Speech, words } from '../common/code.ts'
import type { Constants } from '../common/literals.ts'

/** Declarations that have members. */
export const classes = words(
  'class_declaration interface_declaration trait_declaration enum_declaration',
)

/** How PHP builds expressions. */
export const speech: Speech = {
  callOf(node) {
    switch (node.type) {
      case 'function_call_expression':
        return called(node, node.child('function'), null)
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
        return called(node, node.child('name'), node.child('object'))
      case 'scoped_call_expression':
        return called(node, node.child('name'), node.child('scope'))
      case 'object_creation_expression':
      case 'attribute':
        return called(node, node.parts[0] ?? null, null)
      default:
        return null
    }
  },
  itemsOf: (node) => (node.type === 'array_creation_expression' ? valuesOf(node) : null),
  classAround: (node) => around(node, classes)?.child('name')?.text ?? null,
}

const valuesOf = (array: SyntaxNode): readonly SyntaxNode[] =>
  partsOf(array).map((element) => element.parts.at(-1) ?? element)

/** Pairs of an array literal: the key is null where none is written. */
export const pairsOf = (
  array: SyntaxNode | null | undefined,
): readonly {
  readonly at: SyntaxNode
  readonly key: SyntaxNode | null
  readonly value: SyntaxNode
}[] =>
  array?.type !== 'array_creation_expression'
    ? []
    : partsOf(array).flatMap((at) => {
        const parts = partsOf(at)
        const value = parts.at(-1)
        return value === undefined
          ? []
          : [{ at, key: parts.length > 1 ? (parts[0] ?? null) : null, value }]
      })

/** The value of a key of an array literal. */
export const valueAt = (array: SyntaxNode | null | undefined, key: string): SyntaxNode | null =>
  pairsOf(array).find((pair) => pair.key?.text.replace(/^['"]|['"]$/g, '') === key)?.value ?? null

function called(node: SyntaxNode, callee: SyntaxNode | null, receiver: SyntaxNode | null): Call {
  const name = lastWord(callee?.text ?? '')
  const list =
    node.child('arguments') ??
    node.child('parameters') ??
    node.children.find(({ type }) => type === 'arguments')
  const given: SyntaxNode[] = []
  const named = new Map<string, SyntaxNode>()
  for (const argument of partsOf(list)) {
    const value = argument.parts.at(-1)
    const key = argument.child('name')
    if (value === undefined) continue
    if (key !== null && key !== value) named.set(key.text, value)
    else given.push(value)
  }
  const joint = node.type === 'scoped_call_expression' ? '::' : '->'
  const path = receiver === null ? name : `${receiver.text.slice(-80)}${joint}${name}`
  return { node, name, receiver, path: path.slice(-80), given, named }
}

/** Constants of classes and of the file, by name; a name that stands for two things is none. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const node of walk(root)) {
    if (node.type !== 'const_element') continue
    const [name, value] = node.parts
    if (name === undefined || value === undefined) continue
    if (constants.has(name.text)) twice.add(name.text)
    constants.set(name.text, value)
  }
  for (const name of twice) constants.delete(name)
  return constants
}

/** The attributes of a declaration, as calls. */
export const attributesOf = (declaration: SyntaxNode | null): readonly Call[] => {
  const list = declaration?.child('attributes')
  return (list?.parts ?? [])
    .flatMap((group) => group.parts)
    .flatMap((attribute) => speech.callOf(attribute) ?? [])
}

/** The declaration that an attribute stands over. */
export const attributed = (attribute: SyntaxNode): SyntaxNode | null =>
  attribute.parent?.parent?.parent ?? null
