import type { SyntaxNode } from '../../../syntax/node.ts'
import { boundName, isExports, keyOf, lastName, ownerAround } from './names.ts'
import { schemaOf, valueAt } from './schemas.ts'

/** Where an object literal stands. */
export interface Place {
  readonly owner: string | null
  /** What stands here holds when nobody sets another value. */
  readonly isDefault: boolean
  readonly isExports: boolean
  /** It is what a function is given: its keys are the function's, wherever that is made. */
  readonly isGiven: boolean
}

const optional =
  /(?:options?|opts|config(?:uration)?|cfg|settings|props|params|overrides?|rest|init)$/i

/** What an object literal belongs to; null where its keys say nothing of their own (an option's schema). */
export function placeOf(object: SyntaxNode): Place | null {
  const pair = object.parent?.type === 'pair' ? object.parent : null
  if (pair !== null && schemaOf(object) !== null) return null
  if (isDescription(object) || isDescriptor(object) || (pair?.parent && isDescriptor(pair.parent)))
    return null
  const names = outerNames(object)
  // What a call is given under its caller's options is a default of the caller, and none of the function called.
  if (isGiven(object) && isSpreadOver(object) && !names.isDefault)
    return { owner: ownerAround(object), isDefault: true, isExports: false, isGiven: false }
  const isDefault = names.isDefault || isSpreadOver(object) || /default/i.test(names.owner ?? '')
  return { owner: names.owner, isDefault, isExports: names.isExports, isGiven: isGiven(object) }
}

/** An option described where it is declared: `.option('depth', { type: 'number', default: 5 })`. */
const isDescription = (object: SyntaxNode): boolean => {
  if (object.parent?.type !== 'arguments') return false
  const callee = lastName(object.parent.parent?.child('function') ?? null) ?? ''
  return (
    /^(?:option|positional|requiredOption)$/.test(callee) || valueAt(object, 'default') !== null
  )
}

/** What `Object.defineProperty` is given says how a property is, not what is in it. */
const isDescriptor = (object: SyntaxNode): boolean =>
  object.parent?.type === 'arguments' &&
  /^(?:defineProperty|defineProperties|create)$/.test(
    lastName(object.parent.parent?.child('function') ?? null) ?? '',
  )

interface Names {
  readonly owner: string | null
  readonly isDefault: boolean
  readonly isExports: boolean
}

function outerNames(object: SyntaxNode): Names {
  const keys: string[] = []
  let at = object
  for (let parent = at.parent; parent !== null; at = parent, parent = at.parent) {
    if (parent.type === 'pair') {
      const key = keyOf(parent.child('key'))
      if (key !== null && key !== 'properties') keys.unshift(key)
    } else if (parent.type === 'arguments') {
      if (parent.parent === null || !isTransparent(parent.parent))
        return argumentNames(parent, at, keys)
      parent = parent.parent
    } else if (parent.type === 'assignment_expression' && isExports(parent.child('left')))
      return { owner: joined(null, keys), isDefault: false, isExports: keys.length === 0 }
    else if (isParameterDefault(parent, at))
      return { owner: joined(ownerAround(at), keys), isDefault: true, isExports: false }
    else if (!passes.has(parent.type)) break
  }
  const holder = boundName(at) ?? ownerAround(at)
  return { owner: joined(holder, keys), isDefault: false, isExports: false }
}

const passes = new Set([
  'object',
  'array',
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'type_assertion',
  'ternary_expression',
  'call_expression',
  'member_expression',
])

/** An argument of a call that makes something of it, or a part of one. */
function isGiven(object: SyntaxNode): boolean {
  let at = object
  while (at.parent?.type === 'pair' && at.parent.parent?.type === 'object') at = at.parent.parent
  const call = at.parent?.type === 'arguments' ? at.parent.parent : null
  return call !== null && !isTransparent(call) && lastName(call.child('function')) !== 'assign'
}

/** Calls that hand on what they are given: the object is named by what the call is bound to. */
const isTransparent = (call: SyntaxNode): boolean =>
  /^(?:freeze|object|strictObject|looseObject|extend|partial|defineConfig|shape)$/.test(
    lastName(call.child('function')) ?? '',
  )

const joined = (holder: string | null, keys: readonly string[]): string | null => {
  const names = holder === null ? keys : [holder, ...keys]
  return names.length === 0 ? null : names.join('.')
}

const isParameterDefault = (parent: SyntaxNode, node: SyntaxNode): boolean =>
  (parent.type === 'required_parameter' && node.field === 'value') ||
  (parent.type === 'assignment_pattern' && node.field === 'right')

/** An argument belongs to what it is bound to through `Object.freeze`, else to the function that is called. */
function argumentNames(list: SyntaxNode, argument: SyntaxNode, keys: readonly string[]): Names {
  const call = list.parent
  const callee = call?.child('function') ?? call?.child('constructor') ?? null
  const name = lastName(callee)
  const first = list.parts[0] === argument
  if (call !== null && name === 'assign') {
    const isDefault = first && list.parts.slice(1).some(isOptional)
    const target = !first ? lastName(list.parts[0] ?? null) : null
    return {
      owner: joined(target ?? boundName(call) ?? ownerAround(call), keys),
      isDefault,
      isExports: false,
    }
  }
  return { owner: joined(name, keys), isDefault: /defaults?$/i.test(name ?? ''), isExports: false }
}

const isOptional = (node: SyntaxNode): boolean => optional.test(lastName(node) ?? '')

/** `{ timeout: 30, ...options }`: what stands before the spread holds unless the options say otherwise. */
const isSpreadOver = (object: SyntaxNode): boolean => {
  const last = object.parts.at(-1)
  return last?.type === 'spread_element' && isOptional(last.parts[0] ?? last)
}
