import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { boundName, isClass, isExports, isFunction, keyOf, lastName, ownerAround } from './names.ts'
import { schemaOf, valueAt } from './schemas.ts'

/** Object literals: the names and the values of options, and the members of what a module hands out. */
export const objectRules: Rules = {
  *object(node, file) {
    const place = placeOf(node)
    if (place === null) return
    const describes = valueAt(node, 'properties')?.type === 'object'
    for (const part of node.parts) {
      if (describes && part.child('value')?.type !== 'object') continue
      const key = keyOf(part.child('key') ?? part.child('name') ?? part)
      if (key === null) continue
      const at = part.start
      if (part.type === 'pair') yield* pairFacts(part, key, place, file)
      else if (part.type === 'method_definition')
        yield { kind: 'symbol', subject: key, role: 'method', owner: place.owner, at }
      else if (part.type === 'shorthand_property_identifier')
        yield { kind: 'symbol', subject: key, role: 'property', owner: place.owner, at }
    }
  },
}

interface Place {
  readonly owner: string | null
  /** What stands here holds when nobody sets another value. */
  readonly isDefault: boolean
  readonly isExports: boolean
}

const optional =
  /(?:options?|opts|config(?:uration)?|cfg|settings|props|params|overrides?|rest|init)$/i

/** What an object literal belongs to; null where its keys say nothing of their own (an option's schema). */
function placeOf(object: SyntaxNode): Place | null {
  const pair = object.parent?.type === 'pair' ? object.parent : null
  if (pair !== null && schemaOf(object) !== null) return null
  if (isDescription(object) || isDescriptor(object) || (pair?.parent && isDescriptor(pair.parent)))
    return null
  const names = outerNames(object)
  const isDefault = names.isDefault || isSpreadOver(object) || /default/i.test(names.owner ?? '')
  return { owner: names.owner, isDefault, isExports: names.isExports }
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

function* pairFacts(pair: SyntaxNode, key: string, place: Place, file: File): Iterable<Stated> {
  const value = pair.child('value')
  if (value === null) return
  const { owner } = place
  const at = pair.start
  if (isFunction(value) || isClass(value))
    yield { kind: 'symbol', subject: key, role: isClass(value) ? 'class' : 'method', owner, at }
  else if (isScreaming(key) && key.length > 2 && !isSchemaCall(value))
    yield {
      kind: 'symbol',
      subject: key,
      role: 'constant',
      owner,
      value: literalOf(value, file.constants),
      at,
    }
  else if (place.isExports) {
    yield {
      kind: 'symbol',
      subject: key,
      role: 'property',
      owner,
      value: literalOf(value, file.constants),
      at,
    }
  } else yield* optionFacts(key, value, place, at, file)
  const code = key === 'code' ? stringOf(bare(value)) : null
  if (code !== null && isScreaming(code))
    yield { kind: 'symbol', subject: code, role: 'constant', at }
}

const isSchemaCall = (value: SyntaxNode): boolean =>
  bare(value).type === 'call_expression' && schemaOf(value) !== null

function* optionFacts(
  key: string,
  value: SyntaxNode,
  place: Place,
  at: number,
  file: File,
): Iterable<Stated> {
  const { owner } = place
  if (key === 'properties' && bare(value).type === 'object') return
  const schema = schemaOf(value)
  if (schema !== null) {
    const stated = literalOf(schema.fallback, file.constants)
    yield {
      kind: 'option',
      subject: key,
      role: 'schema',
      owner,
      value: stated,
      isDefault: stated !== null,
      at,
    }
    return
  }
  const stated = literalOf(value, file.constants)
  yield {
    kind: 'option',
    subject: key,
    role: 'key',
    owner,
    value: stated,
    isDefault: place.isDefault && stated !== null,
    at,
  }
}
