import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Code, partsOf, type Rule, type Rules } from '../common/code.ts'
import { member, option, signature, symbol } from '../common/stated.ts'
import { declaredName, functionOf, isConstant, isOutside } from './speech.ts'

const declared: Rule = function* (node, code) {
  const subject = node.child('name')?.text.split('::').at(-1)
  if (subject === undefined || node.child('body') === null) return
  const role =
    node.type === 'class_specifier' || node.type === 'struct_specifier' ? 'class' : 'type'
  yield symbol(node, subject, role, code.speech.classAround(node))
}

const guard = /_H(?:PP|XX|H)?_*$/

/** Macros, types, functions, fields, constants, the values of enums. */
export const declarationRules: Rules = {
  *preproc_def(node, code) {
    const subject = node.child('name')?.text
    const value = node.child('value')
    if (subject !== undefined && !(value === null && guard.test(subject)))
      yield symbol(node, subject, 'constant', null, code.value(value))
  },
  *preproc_function_def(node) {
    const subject = node.child('name')?.text
    if (subject === undefined) return
    yield symbol(node, subject, 'function')
    yield signature(node, subject, null, node.child('parameters'))
  },
  *namespace_definition(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined) yield symbol(node, subject, 'type')
  },
  class_specifier: declared,
  struct_specifier: declared,
  union_specifier: declared,
  enum_specifier: declared,
  *alias_declaration(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined) yield symbol(node, subject, 'type')
  },
  *type_definition(node) {
    for (const part of node.children) {
      const name = part.field === 'declarator' ? declaredName(part) : null
      if (name !== null) yield symbol(node, name.text, 'type')
    }
  },
  *enumerator(node, code) {
    const subject = node.child('name')?.text
    if (subject === undefined) return
    const owner = enumOf(node)
    yield symbol(node, subject, 'constant', owner, code.value(node.child('value')))
    if (owner !== null) yield member(node, subject, owner)
  },
  *function_definition(node, code) {
    const declarator = functionOf(node.child('declarator'))
    if (declarator !== null) yield* called(node, declarator, code)
  },
  *declaration(node, code) {
    if (isOutside(node)) yield* variables(node, code)
  },
  field_declaration: variables,
}

/** The name of the enumeration, or the one that `typedef` gives it. */
const enumOf = (enumerator: SyntaxNode): string | null => {
  const holder = enumerator.parent?.parent
  const own = holder?.child('name')?.text
  if (own !== undefined) return own
  const given =
    holder?.parent?.type === 'type_definition' ? holder.parent.child('declarator') : null
  return given?.text ?? null
}

function* called(node: SyntaxNode, declarator: SyntaxNode, code: Code): Iterable<Stated> {
  const parts = declarator.child('declarator')?.text.slice(0, 300).split('::') ?? []
  const subject = parts.at(-1) ?? ''
  if (!/^~?[A-Za-z_]\w*$/.test(subject)) return
  const owner =
    (parts.length > 1 ? parts.at(-2) : undefined)?.replace(/<.*/s, '') ??
    code.speech.classAround(node)
  const isConstructor = owner === subject || subject.startsWith('~')
  const parameters = declarator.child('parameters')
  // A macro that is called where declarations stand.
  if (parameters?.text.slice(0, 400).includes('"')) return
  if (!isConstructor) yield symbol(node, subject, owner === null ? 'function' : 'method', owner)
  yield signature(node, subject, owner, parameters)
  for (const part of partsOf(parameters)) {
    const name =
      part.type === 'optional_parameter_declaration' ? declaredName(part.child('declarator')) : null
    const holder = owner === null || isConstructor ? subject : `${owner}.${subject}`
    if (name !== null)
      yield option(part, name.text, 'parameter', holder, code.value(part.child('default_value')))
  }
}

function* variables(node: SyntaxNode, code: Code): Iterable<Stated> {
  const isFixed = isConstant(node)
  const owner = code.speech.classAround(node)
  for (const part of node.children) {
    if (part.field !== 'declarator') continue
    const declarator = functionOf(part)
    const name = declarator === null ? declaredName(part) : null
    if (declarator !== null) yield* called(node, declarator, code)
    else if (name !== null && /^[A-Za-z_]\w*$/.test(name.text)) {
      const value = code.value(part.child('value') ?? node.child('default_value'))
      const role = isFixed ? 'constant' : owner === null ? 'variable' : 'property'
      const fact = symbol(part, name.text, role, owner, value)
      yield isFixed ? fact : { ...fact, isDefault: owner !== null && value !== null }
    }
  }
}
