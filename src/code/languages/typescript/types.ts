import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { Rules } from './file.ts'
import { keyOf } from './names.ts'

/** Members of interfaces and of object types. */
export const typeRules: Rules = {
  *property_signature(node) {
    const subject = keyOf(node.child('name'))
    if (subject === null) return
    const isCallable = node.child('type')?.parts[0]?.type === 'function_type'
    const fact: Stated = {
      kind: 'option',
      subject,
      role: 'property',
      owner: typeAround(node),
      at: node.start,
    }
    yield isCallable ? { ...fact, kind: 'symbol', role: 'method' } : fact
  },
  *method_signature(node) {
    const subject = keyOf(node.child('name'))
    if (subject !== null)
      yield { kind: 'symbol', subject, role: 'method', owner: typeAround(node), at: node.start }
  },
}

/** `ServerOptions`, or `ServerOptions.tls` inside an object type of a member; a function's name for its parameters. */
function typeAround(node: SyntaxNode): string | null {
  const keys: string[] = []
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'property_signature') {
      const key = keyOf(at.child('name'))
      if (key !== null) keys.unshift(key)
    } else if (owners.has(at.type)) {
      const name = keyOf(at.child('name'))
      return name === null ? keys.join('.') || null : [name, ...keys].join('.')
    }
  }
  return keys.join('.') || null
}

const owners = new Set([
  'interface_declaration',
  'type_alias_declaration',
  'class_declaration',
  'function_declaration',
  'function_signature',
  'method_definition',
  'method_signature',
  'variable_declarator',
])
