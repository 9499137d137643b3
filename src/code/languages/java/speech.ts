import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { around, type Call, lastWord, partsOf, type Speech, words } from '../common/code.ts'
import type { Constants } from '../common/literals.ts'

/** Declarations that have members. */
export const classes = words(
  'class_declaration interface_declaration enum_declaration record_declaration annotation_type_declaration',
)

/** How Java builds expressions. */
export const speech: Speech = {
  callOf(node) {
    if (node.type === 'method_invocation') return invocation(node)
    if (node.type === 'object_creation_expression')
      return called(node, lastWord(typeName(node.child('type'))), null)
    return null
  },
  itemsOf: (node) =>
    node.type === 'element_value_array_initializer' || node.type === 'array_initializer'
      ? partsOf(node)
      : listOf(node),
  classAround: (node) => around(node, classes)?.child('name')?.text ?? null,
}

/** `new String[] {"a"}`, `List.of("a")`, `Arrays.asList("a")`, `Set.of("a")`. */
const listOf = (node: SyntaxNode): readonly SyntaxNode[] | null => {
  if (node.type === 'array_creation_expression') return partsOf(node.child('value'))
  if (node.type !== 'method_invocation') return null
  const callee = `${node.child('object')?.text.slice(-20) ?? ''}.${node.child('name')?.text ?? ''}`
  return /(?:List|Set)\.of$|Arrays\.asList$/.test(callee) ? partsOf(node.child('arguments')) : null
}

const invocation = (node: SyntaxNode): Call =>
  called(node, node.child('name')?.text ?? '', node.child('object'))

const called = (node: SyntaxNode, name: string, receiver: SyntaxNode | null): Call => ({
  node,
  name,
  receiver,
  path: `${receiver?.text.slice(-80) ?? ''}.${name}`.slice(-80),
  given: partsOf(node.child('arguments')),
  named: new Map(),
})

const typeName = (type: SyntaxNode | null): string =>
  type?.text.slice(0, 100).replace(/<.*/s, '') ?? ''

/** An annotation with its arguments: one without a name is called `value`. */
export interface Annotation {
  readonly node: SyntaxNode
  /** Its last name: `GetMapping`. */
  readonly name: string
  argument(...names: readonly string[]): SyntaxNode | null
}

const none: readonly Annotation[] = []

/** The annotations of a declaration. */
export const annotationsOf = (declaration: SyntaxNode | null): readonly Annotation[] => {
  const modifiers = declaration?.children.find(({ type }) => type === 'modifiers')
  if (modifiers === undefined) return none
  return modifiers.children
    .filter(({ type }) => type === 'annotation' || type === 'marker_annotation')
    .map(annotationOf)
}

/** One annotation node. */
export const annotationOf = (node: SyntaxNode): Annotation => {
  const given = new Map<string, SyntaxNode>()
  for (const part of partsOf(node.child('arguments'))) {
    const value = part.type === 'element_value_pair' ? part.child('value') : part
    const key = part.type === 'element_value_pair' ? part.child('key')?.text : 'value'
    if (value !== null && key !== undefined) given.set(key, value)
  }
  return {
    node,
    name: lastWord(node.child('name')?.text ?? ''),
    argument: (...names) =>
      names.map((name) => given.get(name)).find((value) => value !== undefined) ?? null,
  }
}

/** The declaration that an annotation stands over. */
export const annotated = (annotation: SyntaxNode): SyntaxNode | null =>
  annotation.parent?.type === 'modifiers' ? annotation.parent.parent : null

/** What is named `name` among annotations. */
export const annotationNamed = (declaration: SyntaxNode | null, name: RegExp): Annotation | null =>
  annotationsOf(declaration).find((one) => name.test(one.name)) ?? null

/** Fields that are `static final`, and those of interfaces, by name; a name that stands for two things is none. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const node of walk(root)) {
    const isFixed =
      node.type === 'constant_declaration' ||
      (node.type === 'field_declaration' && isStaticFinal(node))
    for (const part of isFixed ? node.children : []) {
      const name = part.type === 'variable_declarator' ? part.child('name')?.text : undefined
      const value = part.child('value')
      if (name === undefined || value === null) continue
      if (constants.has(name)) twice.add(name)
      constants.set(name, value)
    }
  }
  for (const name of twice) constants.delete(name)
  return constants
}

/** Whether a field is a constant. */
export const isStaticFinal = (field: SyntaxNode): boolean => {
  const modifiers = field.children.find(({ type }) => type === 'modifiers')
  return (modifiers?.has('static') && modifiers.has('final')) ?? false
}
