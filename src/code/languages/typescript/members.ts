import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import type { Rules } from './file.ts'
import { membersIn } from './flag-lists.ts'
import { bare, stringOf } from './literals.ts'
import { boundName, keyOf, lastName } from './names.ts'

/** The values of closed sets: enums of texts, unions of texts, arrays `as const`, `z.enum([…])`, `enum` of a schema. */
export const memberRules: Rules = {
  *enum_declaration(node) {
    const owner = node.child('name')?.text ?? null
    for (const part of node.child('body')?.parts ?? []) {
      const name = keyOf(part.child('name') ?? part)
      const value = stringOf(part.child('value'))
      if (name !== null) yield member(value ?? name, owner, part.start)
    }
  },
  *union_type(node) {
    if (node.parent?.type === 'union_type') return
    const owner = typeOwner(node)
    const parts = alternatives(node)
    if (owner === null || !parts.some((part) => textOf(part) !== null)) return
    for (const part of parts) {
      const text = textOf(part)
      if (text !== null) yield member(text, owner, part.start)
      else if (!/^(?:undefined|null)$/.test(part.text.slice(0, 10)))
        yield member(anyName, owner, part.start)
    }
  },
  *as_expression(node) {
    const array = node.parts[0]
    const owner = boundName(node)
    if (node.text.endsWith('const') && array?.type === 'array' && owner !== null)
      yield* membersIn(array, owner)
  },
  *call_expression(node) {
    const callee = node.child('function')
    if (!/^(?:enum|nativeEnum|oneOf|valid)$/.test(callee?.child('property')?.text ?? '')) return
    const first = node.child('arguments')?.parts[0]
    const owner = ownerOfSchema(node)
    if (first !== undefined && owner !== null) yield* membersIn(first, owner)
  },
  *pair(node) {
    if (keyOf(node.child('key')) !== 'enum' || node.parent === null) return
    const owner = boundName(node.parent)
    if (owner !== null) yield* membersIn(node.child('value'), owner)
  },
}

const member = (subject: string, owner: string | null, at: number): Stated => ({
  kind: 'member',
  subject: subject === '' ? anyName : subject,
  role: 'constant',
  owner,
  at,
})

/** A union is a tree of pairs. */
const alternatives = (union: SyntaxNode): readonly SyntaxNode[] => {
  const found: SyntaxNode[] = []
  const stack = [union]
  for (let at = stack.pop(); at !== undefined && found.length < 500; at = stack.pop()) {
    if (at.type === 'union_type') stack.push(...[...at.parts].reverse())
    else found.push(at)
  }
  return found
}

const textOf = (node: SyntaxNode): string | null =>
  node.type === 'literal_type' ? stringOf(node.parts[0] ?? null) : null

/** The alias, or the property or parameter that has the type. */
const typeOwner = (node: SyntaxNode): string | null => {
  const names: string[] = []
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'type_alias_declaration' || at.type === 'interface_declaration') {
      const name = keyOf(at.child('name'))
      return [...(name === null ? [] : [name]), ...names].join('.') || null
    }
    if (at.type === 'property_signature' || at.type === 'public_field_definition') {
      const key = keyOf(at.child('name'))
      if (key !== null) names.unshift(key)
    } else if (/parameter$/.test(at.type)) {
      const key = keyOf(at.child('pattern'))
      return key === null ? null : [key, ...names].join('.')
    } else if (
      /declaration$|statement|body$|^program$/.test(at.type) &&
      at.type !== 'interface_body'
    )
      return names.join('.') || null
    else if (/^(?:generic_type|type_arguments|function_type)$/.test(at.type)) return null
  }
  return null
}

/** What a schema is bound to through the calls that refine it: `mode: z.enum([…]).default('fast')`. */
const ownerOfSchema = (node: SyntaxNode): string | null => {
  let at = node
  for (let depth = 0; depth < 20; depth++) {
    const parent = at.parent
    if (parent?.type === 'member_expression' && parent.parent?.type === 'call_expression')
      at = parent.parent
    else break
  }
  return boundName(at) ?? lastName(bare(at).parent?.child('key') ?? null)
}
