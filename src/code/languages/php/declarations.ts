import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Code, partsOf, type Rule, type Rules } from '../common/code.ts'
import { member, option, signature, symbol } from '../common/stated.ts'

const declared: Rule = function* (node) {
  const subject = node.child('name')?.text
  if (subject !== undefined)
    yield symbol(
      node.child('name') ?? node,
      subject,
      node.type === 'class_declaration' ? 'class' : 'type',
    )
}

const called: Rule = function* (node, code) {
  const subject = node.child('name')?.text
  if (subject === undefined) return
  const holder = node.type === 'method_declaration' ? code.speech.classAround(node) : null
  const isConstructor = subject === '__construct'
  if (!/^__/.test(subject) || holder === null)
    yield symbol(
      node.child('name') ?? node,
      subject,
      node.type === 'method_declaration' ? 'method' : 'function',
      holder,
    )
  const parameters = node.child('parameters')
  if (isConstructor && holder !== null)
    yield signature(node.child('name') ?? node, holder, holder, parameters)
  else yield signature(node.child('name') ?? node, subject, holder, parameters)
  const owner = holder === null ? subject : isConstructor ? holder : `${holder}.${subject}`
  for (const part of partsOf(parameters)) yield* parameter(part, owner, holder, code)
}

function* parameter(
  part: SyntaxNode,
  owner: string,
  holder: string | null,
  code: Code,
): Iterable<Stated> {
  const name = part.child('name')?.text.slice(1)
  const fallback = part.child('default_value')
  if (name === undefined) return
  const value = code.value(fallback)
  if (part.type === 'property_promotion_parameter')
    yield { ...symbol(part, name, 'property', holder, value), isDefault: value !== null }
  if (fallback !== null) yield option(part, name, 'parameter', owner, value)
}

/** Namespaces, types, functions, properties, constants, cases of enums. */
export const declarationRules: Rules = {
  *namespace_definition(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined) yield symbol(node, subject, 'type')
  },
  class_declaration: declared,
  interface_declaration: declared,
  trait_declaration: declared,
  enum_declaration: declared,
  function_definition: called,
  method_declaration: called,
  *property_element(node, code) {
    const subject = node.child('name')?.text.slice(1)
    const value = code.value(node.child('default_value'))
    const owner = code.speech.classAround(node)
    if (subject !== undefined)
      yield { ...symbol(node, subject, 'property', owner, value), isDefault: value !== null }
  },
  *const_element(node, code) {
    const [name, value] = node.parts
    if (name !== undefined)
      yield symbol(node, name.text, 'constant', code.speech.classAround(node), code.value(value))
  },
  *enum_case(node, code) {
    const subject = node.child('name')?.text
    const owner = code.speech.classAround(node)
    if (subject === undefined || owner === null) return
    const value = code.value(node.child('value'))
    yield symbol(node, subject, 'constant', owner, value)
    yield member(node, value ?? subject, owner)
  },
  *function_call_expression(node, code) {
    const call = code.speech.callOf(node)
    const subject = call?.name === 'define' ? code.text(call.given[0]) : null
    if (subject !== null) yield symbol(node, subject, 'constant', null, code.value(call?.given[1]))
  },
}
