import type { Format, Stated } from '../extractor.ts'
import { dataIn, isData } from './data.ts'

/** Options that a JSON schema, an OpenAPI document or a manifest of settings describes, with their defaults and their closed sets. */
export const jsonSchema: Format = {
  about:
    'The properties of a JSON schema or an OpenAPI document are options, with their defaults; enums are closed sets.',
  states: ['option', 'member'],
  reads: isData,

  *facts(file): Iterable<Stated> {
    const stated = new Map<string, Stated>()
    for (const { path, value, at } of dataIn(file).leaves) {
      const set = setOf(path)
      if (set !== null && value !== null)
        yield { kind: 'member', subject: value, role: 'constant', owner: set, at }
      const place = path.findLastIndex(
        (key, index) => key === 'properties' && index < path.length - 2,
      )
      const subject = path[place + 1]
      if (place < 0 || typeof subject !== 'string') continue
      const key = path.slice(0, place + 2).join('\n')
      const owner = ownerOf(path.slice(0, place))
      const isDefault = path.length === place + 3 && path[place + 2] === 'default' && value !== null
      const known = stated.get(key)
      if (isDefault || known === undefined)
        stated.set(key, {
          kind: 'option',
          subject,
          role: 'schema',
          owner,
          value: isDefault ? value : null,
          isDefault,
          at,
        })
    }
    yield* stated.values()
  },
}

/** What a list of allowed values belongs to: `Order.status` of `Order.properties.status.enum`. */
function setOf(path: readonly (string | number)[]): string | null {
  if (typeof path.at(-1) !== 'number') return null
  const list = path.at(-2) === 'enum' ? path.slice(0, -2) : null
  const names = (list ?? []).filter(
    (key): key is string => typeof key === 'string' && !structure.has(key),
  )
  return names.length === 0 ? null : names.slice(-2).join('.')
}

const ownerOf = (path: readonly (string | number)[]): string | null =>
  path.findLast((key) => typeof key === 'string' && !structure.has(key))?.toString() ?? null

const structure = new Set([
  '$defs',
  'additionalProperties',
  'components',
  'definitions',
  'parameters',
  'schemas',
  'properties',
  'items',
  'schema',
  'allOf',
  'anyOf',
  'oneOf',
  'then',
  'else',
  'if',
])
