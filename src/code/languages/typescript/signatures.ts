import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { Rule, Rules } from './file.ts'
import { bare } from './literals.ts'
import { classAround, holderOf, keyOf } from './names.ts'

const named: Rule = function* (node) {
  const subject = keyOf(node.child('name'))
  if (subject !== null) yield signature(node, subject, null, 'function')
}

const method: Rule = function* (node) {
  const subject = keyOf(node.child('name'))
  const holder = node.parent?.type === 'class_body' ? classAround(node) : holderAround(node)
  if (subject === null || /^(?:get|set) /.test(node.text.slice(0, 4))) return
  if (subject === 'constructor' && holder !== null) yield signature(node, holder, null, 'class')
  else yield signature(node, subject, holder, 'method')
}

/** What functions and methods take, as written. */
export const signatureRules: Rules = {
  function_declaration: named,
  generator_function_declaration: named,
  function_signature: named,
  method_definition: method,
  method_signature: method,
  abstract_method_signature: method,
  *variable_declarator(node) {
    const name = node.child('name')
    const made = node.child('value')
    if (name?.type !== 'identifier' || made === null || !isMade(made)) return
    const type = node.child('type')?.parts[0] ?? null
    if (type === null) yield signature(bare(made), name.text, null, 'function', node.start)
    else if (type.type === 'function_type')
      yield signature(type, name.text, null, 'function', node.start)
    // A type by its name decides what callers may hand over, whatever the function writes out.
    else yield { ...signature(made, name.text, null, 'function', node.start), value: null }
  },
  *assignment_expression(node) {
    const left = node.child('left')
    const made = node.child('right')
    const subject = left?.type === 'member_expression' ? left.child('property')?.text : undefined
    if (subject !== undefined && made !== null && isMade(made))
      yield signature(
        bare(made),
        subject,
        holderOf(left?.child('object') ?? null),
        'method',
        node.start,
      )
  },
}

const isMade = (node: SyntaxNode): boolean =>
  /^(?:arrow_function|function_expression|generator_function)$/.test(bare(node).type)

const signature = (
  node: SyntaxNode,
  subject: string,
  owner: string | null,
  role: 'function' | 'method' | 'class',
  at: number = node.start,
): Stated => ({ kind: 'signature', subject, owner, role, value: parametersOf(node), at })

const parametersOf = (node: SyntaxNode): string | null => {
  const parameters = node.child('parameters') ?? node.child('parameter')
  if (parameters === null || parameters.end - parameters.start > 1_000) return null
  const list = parameters.type === 'formal_parameters' ? parameters.parts : [parameters]
  return list.map(({ text }) => text.replace(/\s+/g, ' ')).join(', ')
}

const holderAround = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (/^(?:interface_declaration|type_alias_declaration)$/.test(at.type))
      return keyOf(at.child('name'))
    if (at.type === 'variable_declarator') return keyOf(at.child('name'))
  }
  return null
}
