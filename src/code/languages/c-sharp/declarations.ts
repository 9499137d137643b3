import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Code, partsOf, type Rule, type Rules } from '../common/code.ts'
import { member, option, signature, symbol } from '../common/stated.ts'
import { attributeNamed, isFixed } from './speech.ts'

const named: Rule = function* (node) {
  const subject = node.child('name')?.text
  if (subject !== undefined) yield symbol(node, subject, 'type')
}

const declared: Rule = function* (node, code) {
  const subject = node.child('name')?.text
  if (subject === undefined) return
  const isClass = node.type === 'class_declaration' || node.type.startsWith('record')
  yield symbol(
    node.child('name') ?? node,
    subject,
    isClass ? 'class' : 'type',
    code.speech.classAround(node),
  )
  const parameters = node.children.find(({ type }) => type === 'parameter_list') ?? null
  if (parameters === null) return
  yield signature(node, subject, subject, parameters)
  for (const part of partsOf(parameters)) {
    const name = part.child('name')?.text
    if (name !== undefined && node.type.startsWith('record'))
      yield symbol(part, name, 'property', subject)
  }
  yield* fallbacks(parameters, subject, code)
}

const called: Rule = function* (node, code) {
  const subject = node.child('name')?.text
  const holder = code.speech.classAround(node)
  if (subject === undefined) return
  const isConstructor = node.type === 'constructor_declaration'
  if (!isConstructor) yield symbol(node.child('name') ?? node, subject, 'method', holder)
  const parameters = node.child('parameters')
  yield signature(node.child('name') ?? node, subject, holder, parameters)
  yield* fallbacks(
    parameters,
    isConstructor || holder === null ? subject : `${holder}.${subject}`,
    code,
  )
}

/** Parameters that may be left out. */
function* fallbacks(parameters: SyntaxNode | null, owner: string, code: Code): Iterable<Stated> {
  for (const part of partsOf(parameters)) {
    const name = part.child('name')
    const value = part.parts.at(-1)
    if (part.type === 'parameter' && name !== null && value !== undefined && value.start > name.end)
      yield option(part, name.text, 'parameter', owner, code.value(value))
  }
}

/** Namespaces, types, members, values of enums. */
export const declarationRules: Rules = {
  namespace_declaration: named,
  file_scoped_namespace_declaration: named,
  class_declaration: declared,
  struct_declaration: declared,
  record_declaration: declared,
  record_struct_declaration: declared,
  interface_declaration: declared,
  enum_declaration: declared,
  delegate_declaration: declared,
  method_declaration: called,
  constructor_declaration: called,
  *property_declaration(node, code) {
    const subject = node.child('name')?.text
    if (subject === undefined) return
    const initial = node.child('value')
    const isComputed = initial?.type === 'arrow_expression_clause'
    const value = code.value(isComputed ? initial?.parts[0] : initial)
    const fact = symbol(
      node.child('name') ?? node,
      subject,
      'property',
      code.speech.classAround(node),
      value,
    )
    yield { ...fact, isDefault: !isComputed && value !== null }
  },
  field_declaration: fields,
  event_field_declaration: fields,
  *enum_member_declaration(node, code) {
    const subject = node.child('name')?.text
    const owner = code.speech.classAround(node)
    if (subject === undefined || owner === null) return
    yield symbol(node, subject, 'constant', owner, code.value(node.child('value')))
    const renamed = attributeNamed(
      node,
      /^(?:EnumMember|JsonStringEnumMemberName|JsonPropertyName|JsonProperty|XmlEnum)(?:Attribute)?$/,
    )
    yield member(
      node,
      code.text(renamed?.named.get('Value') ?? renamed?.given[0]) ?? subject,
      owner,
    )
  },
}

function* fields(node: SyntaxNode, code: Code): Iterable<Stated> {
  const owner = code.speech.classAround(node)
  const isConstant = isFixed(node)
  for (const part of node.parts.find(({ type }) => type === 'variable_declaration')?.parts ?? []) {
    const name = part.type === 'variable_declarator' ? part.child('name') : null
    const last = part.parts.at(-1)
    if (name === null) continue
    const value = last === undefined || last === name ? null : code.value(last)
    const fact = symbol(part, name.text, isConstant ? 'constant' : 'property', owner, value)
    yield isConstant ? fact : { ...fact, isDefault: value !== null }
  }
}
