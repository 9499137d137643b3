import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { isClass, isFunction, keyOf } from './names.ts'
import { type Place, placeOf } from './places.ts'
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
    role: place.isGiven && !place.isDefault ? 'argument' : 'key',
    owner,
    value: stated,
    isDefault: place.isDefault && stated !== null,
    at,
  }
}
