import type { Leaf } from '../../syntax/leaves.ts'
import { routeShape } from '../../values/routes.ts'
import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn, isData } from './data.ts'

const methods = new Set('get put post delete options head patch trace'.split(' '))

/** OpenAPI 3, Swagger 2 and AsyncAPI documents: routes, operations and their parameters. */
export const openapi: Format = {
  about:
    'An OpenAPI or Swagger document states routes, operations and parameters; an AsyncAPI document channels.',
  states: ['route', 'api-operation', 'option'],
  reads: isData,

  *facts(file): Iterable<Stated> {
    const document = documentIn(file)
    if (document === null) return
    yield* routesIn(document)
    yield* channelsIn(document)
  },
}

/** `openapi: 3.1.0`, `swagger: "2.0"` or `asyncapi: 2.6.0` at the root makes it one. */
function documentIn(file: SourceFile): readonly Leaf[] | null {
  if (!/["']?\b(?:openapi|swagger|asyncapi)["']?\s{0,4}:/.test(file.text)) return null
  const { leaves } = dataIn(file)
  const says = leaves.some(
    ({ path, value }) =>
      path.length === 1 &&
      /^(?:openapi|swagger|asyncapi)$/.test(String(path[0])) &&
      /^\d/.test(value ?? ''),
  )
  return says ? leaves : null
}

/** What all paths begin with, where every server says the same; a computed prefix is none. */
function prefixOf(leaves: readonly Leaf[]): string {
  const base = leaves.find(({ path }) => path.length === 1 && path[0] === 'basePath')?.value
  if (base) return base
  const servers = leaves.filter(
    ({ path }) => path.length === 3 && path[0] === 'servers' && path[2] === 'url',
  )
  const paths = new Set(servers.map(({ value }) => routeShape(value ?? '')))
  const [only = '/'] = paths
  return paths.size === 1 && !only.includes('{}') ? only : ''
}

function* routesIn(leaves: readonly Leaf[]): Iterable<Stated> {
  const prefix = prefixOf(leaves)
  const seen = new Set<string>()
  for (const { path, value, at } of leaves) {
    const [root, written, verb, what] = path
    if (root !== 'paths' || typeof written !== 'string' || typeof verb !== 'string') continue
    if (!written.startsWith('/') || !methods.has(verb.toLowerCase())) continue
    const method = verb.toUpperCase()
    const subject = routeShape(`${prefix}/${written}`)
    const operation = `${method} ${subject}`
    if (!seen.has(operation)) {
      seen.add(operation)
      yield { kind: 'route', subject, role: 'route', owner: method, at }
    }
    if (what === 'operationId' && path.length === 4 && value)
      yield { kind: 'api-operation', subject: value, role: 'operation', owner: operation, at }
    if (what === 'parameters' && path.length === 6 && path[5] === 'name' && value)
      yield {
        kind: 'option',
        subject: value,
        role: 'parameter',
        owner: operation,
        at,
        ...defaultAt(leaves, path.slice(0, 5)),
      }
  }
}

/** A parameter's default stands in it (Swagger 2) or in its schema (OpenAPI 3). */
function defaultAt(
  leaves: readonly Leaf[],
  parameter: Leaf['path'],
): Pick<Stated, 'value' | 'isDefault'> {
  const inside = byParameter(leaves).get(parameter.join('\n')) ?? null
  return inside === null ? {} : { value: inside, isDefault: true }
}

const defaults = new WeakMap<readonly Leaf[], ReadonlyMap<string, string>>()

function byParameter(leaves: readonly Leaf[]): ReadonlyMap<string, string> {
  const known = defaults.get(leaves)
  if (known !== undefined) return known
  const found = new Map<string, string>()
  for (const { path, value } of leaves)
    if (value !== null && path.at(-1) === 'default' && path[3] === 'parameters')
      if (path.length === 6 || (path.length === 7 && path[5] === 'schema'))
        found.set(path.slice(0, 5).join('\n'), value)
  defaults.set(leaves, found)
  return found
}

function* channelsIn(leaves: readonly Leaf[]): Iterable<Stated> {
  const seen = new Set<string>()
  for (const { path, value, at } of leaves) {
    const [root, name, ...rest] = path
    if (root !== 'channels' || typeof name !== 'string') continue
    if (!seen.has(name)) {
      seen.add(name)
      yield { kind: 'api-operation', subject: name, role: 'operation', owner: 'channel', at }
    }
    if (rest.at(-1) === 'operationId' && value)
      yield { kind: 'api-operation', subject: value, role: 'operation', owner: name, at }
  }
}
