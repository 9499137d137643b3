import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Code, lastWord, partsOf, type Rule, type Rules } from '../common/code.ts'
import { member, signature, symbol } from '../common/stated.ts'
import { annotationsOf, isStaticFinal } from './speech.ts'

const declared: Rule = function* (node, code) {
  const name = node.child('name')
  if (name !== null)
    yield symbol(
      name,
      name.text,
      node.type === 'class_declaration' || node.type === 'record_declaration' ? 'class' : 'type',
      code.speech.classAround(node),
    )
}

const called: Rule = function* (node, code) {
  const name = node.child('name')
  const owner = code.speech.classAround(node)
  if (name === null) return
  if (node.type === 'method_declaration') yield symbol(name, name.text, 'method', owner)
  yield signature(name, name.text, owner, node.child('parameters'))
}

/** Packages, types, methods, fields, the values of enums. */
export const declarationRules: Rules = {
  *package_declaration(node) {
    const name = partsOf(node).at(-1)
    if (name !== undefined) yield symbol(node, name.text, 'type')
  },
  class_declaration: declared,
  interface_declaration: declared,
  annotation_type_declaration: declared,
  enum_declaration: declared,
  *record_declaration(node, code) {
    yield* declared(node, code)
    const owner = node.child('name')?.text ?? null
    for (const part of partsOf(node.child('parameters'))) {
      const subject = part.child('name')?.text
      if (subject !== undefined) yield symbol(part, subject, 'property', owner)
    }
    if (owner !== null) yield signature(node, owner, owner, node.child('parameters'))
  },
  method_declaration: called,
  constructor_declaration: called,
  *annotation_type_element_declaration(node, code) {
    const subject = node.child('name')?.text
    if (subject !== undefined)
      yield symbol(
        node,
        subject,
        'method',
        code.speech.classAround(node),
        code.value(node.child('value')),
      )
  },
  field_declaration: fields,
  constant_declaration: fields,
  *enum_constant(node, code) {
    const subject = node.child('name')?.text
    const owner = code.speech.classAround(node)
    if (subject === undefined || owner === null) return
    const [only, ...others] = partsOf(node.child('arguments'))
    yield symbol(node, subject, 'constant', owner, others.length === 0 ? code.value(only) : null)
    yield member(node, renamed(node, code) ?? subject, owner)
  },
}

/** What a value of an enum is called at run time where an annotation says so. */
function renamed(constant: SyntaxNode, code: Code): string | null {
  for (const annotation of annotationsOf(constant))
    if (
      /^(?:JsonProperty|SerializedName|XmlEnumValue|Json|SerialName|EnumValue)$/.test(
        annotation.name,
      )
    )
      return code.text(annotation.argument('value', 'name'))
  return null
}

function* fields(node: SyntaxNode, code: Code): Iterable<Stated> {
  const owner = code.speech.classAround(node)
  const isConstant = node.type === 'constant_declaration' || isStaticFinal(node)
  for (const part of node.children) {
    const subject = part.type === 'variable_declarator' ? part.child('name')?.text : undefined
    if (subject === undefined || lastWord(subject) === 'serialVersionUID') continue
    const value = code.value(part.child('value'))
    const fact = symbol(part, subject, isConstant ? 'constant' : 'property', owner, value)
    yield isConstant ? fact : { ...fact, isDefault: value !== null }
  }
}
