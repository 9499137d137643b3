import type { Format, Stated } from '../extractor.ts'
import { dataIn, isData } from './data.ts'

/** Options that a JSON schema, an OpenAPI document or a manifest of settings describes, with their defaults. */
export const jsonSchema: Format = {
  about: 'The properties of a JSON schema or an OpenAPI document are options, with their defaults.',
  states: ['option'],
  reads: isData,

  *facts(file): Iterable<Stated> {
    const stated = new Map<string, Stated>()
    for (const { path, value, at } of dataIn(file).leaves) {
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

const ownerOf = (path: readonly (string | number)[]): string | null =>
  path.findLast((key) => typeof key === 'string' && !structure.has(key))?.toString() ?? null

const structure = new Set([
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
