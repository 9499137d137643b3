import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { classOf, lastName, ownerAround } from './names.ts'

/** Dictionaries of options that are bound to a name, written with braces or by `dict(timeout=30)`. */
export const dictionaryRules: Rules = {
  *dictionary(node, file) {
    const place = placeOf(node)
    if (place === null) return
    for (const pair of node.parts) {
      const subject = stringOf(pair.child('key'))
      const value = literalOf(pair.child('value'), file.constants)
      if (subject !== null && /^[\w.-]+$/.test(subject))
        yield {
          kind: 'option',
          subject,
          role: 'key',
          owner: place.owner,
          value,
          isDefault: place.isDefault && value !== null,
          at: pair.start,
        }
    }
  },
  *call(node, file) {
    const callee = lastName(node.child('function')) ?? ''
    if (/^(?:dict|set_defaults)$/.test(callee)) yield* namedArguments(node, file)
  },
}

interface Place {
  readonly owner: string | null
  readonly isDefault: boolean
}

/** What a dictionary belongs to: the name it is bound to, with the keys on the way; null when it is bound to nothing. */
function placeOf(dictionary: SyntaxNode): Place | null {
  const keys: string[] = []
  for (let at = dictionary, parent = at.parent; parent !== null; at = parent, parent = at.parent) {
    if (parent.type === 'pair') {
      const key = stringOf(parent.child('key'))
      if (key !== null) keys.unshift(key)
    } else if (parent.type === 'assignment' && at.field === 'right') {
      const holder = lastName(parent.child('left'))
      if (holder === null) return null
      const owner = classOf(parent)?.child('name')?.text
      return {
        owner: [...(owner === undefined ? [] : [owner]), holder, ...keys].join('.'),
        isDefault: /default/i.test(holder),
      }
    } else if (parent.type === 'keyword_argument') {
      const name = parent.child('name')?.text
      if (name !== undefined) keys.unshift(name)
    } else if (parent.type === 'return_statement')
      return {
        owner: [ownerAround(dictionary), ...keys].filter((name) => name !== null).join('.') || null,
        isDefault: /default/i.test(ownerAround(dictionary) ?? ''),
      }
    else if (!passes.has(parent.type)) return null
  }
  return null
}

const passes = new Set([
  'dictionary',
  'list',
  'tuple',
  'parenthesized_expression',
  'argument_list',
  'call',
])

/** `dict(timeout=30)` bound to a name, and argparse's `set_defaults(timeout=30)`. */
function* namedArguments(call: SyntaxNode, file: File): Iterable<Stated> {
  const assigned = call.parent?.type === 'assignment' ? lastName(call.parent.child('left')) : null
  const sets = lastName(call.child('function')) === 'set_defaults'
  if (assigned === null && !sets) return
  for (const argument of call.child('arguments')?.parts ?? []) {
    const subject = argument.child('name')?.text
    const value = literalOf(argument.child('value'), file.constants)
    const isDefault = value !== null && (sets || /default/i.test(assigned ?? ''))
    if (argument.type === 'keyword_argument' && subject !== undefined)
      yield {
        kind: 'option',
        subject,
        role: 'key',
        owner: assigned,
        value,
        isDefault,
        at: argument.start,
      }
  }
}
