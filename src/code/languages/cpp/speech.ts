import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { around, type Call, lastWord, partsOf, type Speech, words } from '../common/code.ts'
import type { Constants } from '../common/literals.ts'

/** Declarations that have members. */
export const classes = words('class_specifier struct_specifier union_specifier')

/** How C and C++ build expressions. */
export const speech: Speech = {
  callOf(node) {
    if (node.type !== 'call_expression') return null
    const callee = node.child('function')
    const isMember = callee?.type === 'field_expression'
    const receiver = isMember
      ? callee.child('argument')
      : callee?.type === 'call_expression'
        ? callee
        : null
    const name = isMember ? callee.child('field') : receiver === null ? callee : null
    const path = receiver === callee ? '' : (callee?.text.slice(-80) ?? '')
    return {
      node,
      name: lastWord(name?.text.slice(0, 200).replace(/<.*/s, '') ?? ''),
      receiver,
      path,
      given: partsOf(node.child('arguments')),
      named: new Map(),
    } satisfies Call
  },
  itemsOf: (node) => (node.type === 'initializer_list' ? partsOf(node) : null),
  classAround: (node) => around(node, classes)?.child('name')?.text ?? null,
}

/** The node that names what a declarator declares, inside pointers, arrays, references and parameters. */
export const declaredName = (declarator: SyntaxNode | null): SyntaxNode | null => {
  let at = declarator
  for (let depth = 0; at !== null && depth < 12; depth++) {
    const inner: SyntaxNode | null =
      at.child('declarator') ??
      (/^(?:reference|parenthesized)_declarator$/.test(at.type) ? (at.parts[0] ?? null) : null)
    if (inner === null) return at
    at = inner
  }
  return at
}

/** The part of a declarator that has parameters, unless it declares a pointer to a function. */
export const functionOf = (declarator: SyntaxNode | null): SyntaxNode | null => {
  let at = declarator
  for (let depth = 0; at !== null && depth < 12; depth++) {
    if (at.type === 'function_declarator')
      return at.child('declarator')?.type === 'parenthesized_declarator' ? null : at
    if (!/^(?:pointer|reference|init)_declarator$/.test(at.type)) return null
    at = at.child('declarator') ?? at.parts.at(-1) ?? null
  }
  return null
}

/** Where declarations are seen from outside. */
const open = words(
  'translation_unit declaration_list namespace_definition linkage_specification preproc_ifdef preproc_if preproc_else preproc_elif preproc_elifdef template_declaration field_declaration_list',
)

/** Whether a declaration stands outside functions. */
export const isOutside = (node: SyntaxNode): boolean => open.has(node.parent?.type ?? '')

const isConst = (declaration: SyntaxNode): boolean =>
  declaration.children.some(({ type, text }) => type === 'type_qualifier' && /^const/.test(text))

/** Whether a declaration is of a constant. */
export const isConstant = isConst

/** Macros and constants by name; a name that stands for two things is none. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  const add = (name: string | undefined, value: SyntaxNode | null): void => {
    if (name === undefined || value === null) return
    if (constants.has(name)) twice.add(name)
    constants.set(name, value)
  }
  for (const node of walk(root)) {
    if (node.type === 'preproc_def') add(node.child('name')?.text, node.child('value'))
    else if (node.type === 'init_declarator' && node.parent !== null && isConst(node.parent))
      add(declaredName(node)?.text, node.child('value'))
    else if (node.type === 'field_declaration' && isConst(node))
      add(declaredName(node.child('declarator'))?.text, node.child('default_value'))
  }
  for (const name of twice) constants.delete(name)
  return constants
}
