import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { around, type Call, lastWord, partsOf, type Speech, words } from '../common/code.ts'
import type { Constants } from '../common/literals.ts'

/** Declarations that have members. */
export const classes = words(
  'class_declaration struct_declaration record_declaration record_struct_declaration interface_declaration enum_declaration',
)
const arrays = words('array_creation_expression implicit_array_creation_expression')
const lists = words('initializer_expression collection_expression')

/** How C# builds expressions. */
export const speech: Speech = {
  callOf(node) {
    switch (node.type) {
      case 'invocation_expression':
        return invocation(node)
      case 'object_creation_expression':
        return called(node, nameOf(node.child('type')), null, node.child('arguments'))
      case 'implicit_object_creation_expression':
        return called(node, nameOf(declaredType(node)), null, listOf(node))
      case 'attribute':
        return called(node, nameOf(node.child('name')), null, listOf(node))
      default:
        return null
    }
  },
  itemsOf(node) {
    if (lists.has(node.type)) return partsOf(node)
    const inside = arrays.has(node.type)
      ? node.children.find(({ type }) => lists.has(type))
      : undefined
    return inside === undefined ? null : partsOf(inside)
  },
  classAround: (node) => around(node, classes)?.child('name')?.text ?? null,
}

/** A name without its type arguments: `GetValue` of `config.GetValue<int>`. */
const nameOf = (node: SyntaxNode | null): string =>
  lastWord(node?.text.slice(0, 200).replace(/<.*/s, '') ?? '')

const listOf = (node: SyntaxNode): SyntaxNode | null =>
  node.children.find(({ type }) => /argument_list$/.test(type)) ?? null

/** The type that `new("--port")` takes from where it stands. */
const declaredType = (node: SyntaxNode): SyntaxNode | null => {
  const parent = node.parent
  const declaration = parent?.type === 'variable_declarator' ? parent.parent : parent
  return declaration?.child('type') ?? null
}

function invocation(node: SyntaxNode): Call {
  const callee = node.child('function')
  const isMember = callee?.type === 'member_access_expression'
  const receiver = isMember ? callee.child('expression') : null
  const name = nameOf(isMember ? callee.child('name') : callee)
  return called(node, name, receiver, node.child('arguments'))
}

function called(
  node: SyntaxNode,
  name: string,
  receiver: SyntaxNode | null,
  list: SyntaxNode | null,
): Call {
  const given: SyntaxNode[] = []
  const named = new Map<string, SyntaxNode>()
  for (const argument of partsOf(list)) {
    const value = argument.parts.at(-1)
    if (value === undefined) continue
    const key =
      argument.child('name') ??
      (argument.type === 'attribute_argument' ? value.child('left') : null)
    if (key !== null && key !== value)
      named.set(
        key.text,
        value.type === 'assignment_expression' ? (value.child('right') ?? value) : value,
      )
    else given.push(value)
  }
  const path = receiver === null ? name : `${receiver.text.slice(-80)}.${name}`
  return { node, name, receiver, path: path.slice(-80), given, named }
}

/** Constants and fields that are never set again, by name; a name that stands for two things is none. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const node of walk(root)) {
    if (node.type !== 'variable_declarator' || !isFixed(node.parent?.parent ?? null)) continue
    const name = node.child('name')
    const value = node.parts.at(-1)
    if (name === null || value === undefined || value === name) continue
    if (constants.has(name.text)) twice.add(name.text)
    constants.set(name.text, value)
  }
  for (const name of twice) constants.delete(name)
  return constants
}

/** Whether a declaration is `const`, or `static readonly`. */
export const isFixed = (declaration: SyntaxNode | null): boolean => {
  const modifiers = (declaration?.children ?? [])
    .filter(({ type }) => type === 'modifier')
    .map(({ text }) => text)
  return (
    modifiers.includes('const') || (modifiers.includes('static') && modifiers.includes('readonly'))
  )
}

/** The attributes of a declaration, as calls. */
export const attributesOf = (declaration: SyntaxNode | null): readonly Call[] =>
  (declaration?.children ?? [])
    .filter(({ type }) => type === 'attribute_list')
    .flatMap((list) => list.parts)
    .flatMap((attribute) => speech.callOf(attribute) ?? [])

/** An attribute of a declaration by its name. */
export const attributeNamed = (declaration: SyntaxNode | null, name: RegExp): Call | null =>
  attributesOf(declaration).find((one) => name.test(one.name)) ?? null

/** The declaration that an attribute stands over. */
export const attributed = (attribute: SyntaxNode): SyntaxNode | null =>
  attribute.parent?.parent ?? null
