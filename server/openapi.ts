import type { FastifyContextConfig, FastifyInstance, RouteOptions } from 'fastify'
import { z } from 'zod'
import type { RouteAccess } from './authentication.ts'
import { exampleIds, exampleParameters } from './examples/parameters.ts'
import { exampleReplies } from './examples/replies.ts'
import { named } from './schema.ts'

/** One route, as it was registered. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly access: RouteAccess
  readonly idempotencyKey: FastifyContextConfig['idempotencyKey']
  readonly example: unknown
  /** What it answers with where that is no JSON. */
  readonly text: { readonly type: string; readonly example: string } | null
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  /** By status. */
  readonly replies: readonly (readonly [status: string, schema: z.ZodType])[]
}

/** Gathers every route that is registered from now on; read it once the server is ready. */
export function collectOperations(app: FastifyInstance): readonly Operation[] {
  const operations: Operation[] = []
  app.addHook('onRoute', (route) => {
    // Fastify adds a HEAD to every GET; it says nothing of its own.
    if (route.method !== 'HEAD' && !route.config?.page && !route.config?.unlisted)
      operations.push(operationOf(route))
  })
  return operations
}

function operationOf({ method, url, schema, config }: RouteOptions): Operation {
  return {
    method: String(method).toLowerCase(),
    path: url.replace(/:(\w+)/g, '{$1}'),
    summary: config?.summary ?? '',
    access: config?.access ?? [],
    idempotencyKey: config?.idempotencyKey,
    example: config?.example,
    text: config?.text ?? null,
    params: zodOrNull(schema?.params),
    query: zodOrNull(schema?.querystring),
    body: zodOrNull(schema?.body),
    replies: Object.entries(schema?.response ?? {}).flatMap(([status, reply]) => {
      const known = zodOrNull(reply)
      return known ? [[status, known] as const] : []
    }),
  }
}

const zodOrNull = (schema: unknown): z.ZodType | null =>
  schema instanceof z.ZodType ? schema : null

/** The routes as an OpenAPI 3.1 document, made from the very schemas that guard them. */
export function openApi(operations: readonly Operation[], version: string): JsonObject {
  const paths = new Map<string, JsonObject>()
  for (const operation of operations)
    paths.set(operation.path, {
      ...paths.get(operation.path),
      [operation.method]: described(operation),
    })
  return {
    openapi: '3.1.0',
    info: { title: 'Plumbline', version, description },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'plk_…' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-plumbline-session' },
      },
    },
  }
}

type JsonObject = Readonly<Record<string, unknown>>

const description =
  "Agents' advice, held to the code. Errors are problem documents (RFC 9457); a block is a 200."

function described(operation: Operation): JsonObject {
  const { access, params, query, body, example, text, replies } = operation
  const scopes = typeof access === 'string' ? {} : { 'x-scopes': access }
  return {
    operationId: operationId(operation),
    summary: operation.summary,
    tags: [tagOf(operation)],
    security: access === 'public' ? [] : [access === 'session' ? { session: [] } : { key: [] }],
    ...scopes,
    parameters: [
      ...parameters(
        'path',
        params,
        exampleIds[operation.path.split('/{id}')[0]?.split('/').at(-1) ?? ''],
      ),
      ...parameters('query', query),
      ...headers(operation),
    ],
    ...(body ? { requestBody: { required: true, content: json(inputSchema(body), example) } } : {}),
    responses: {
      ...(text ? { 200: textReply(text) } : {}),
      ...Object.fromEntries(
        replies.map(([status, schema]) => [status, reply(status, schema, exampleOf(operation))]),
      ),
      default: { description: 'A problem', content: { 'application/problem+json': problem } },
    },
  }
}

const operationId = ({ method, path }: Operation): string =>
  [method, ...path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'v1')]
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')

const json = (schema: JsonObject, example?: unknown): JsonObject => ({
  'application/json': { schema, ...exampled(example) },
})

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

const problem = { schema: reference('Problem') }

const replyWords: Readonly<Record<string, string>> = { 200: 'As asked', 201: 'Made' }

const reply = (status: string, schema: z.ZodType, example: unknown): JsonObject => ({
  description: replyWords[status] ?? 'Not yet',
  content: json(reference(named.get(schema)?.id ?? 'unnamed'), example),
})

const exampled = (example: unknown): JsonObject => (example === undefined ? {} : { example })

/** What a route answers with, for example. */
export const exampleOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): unknown =>
  exampleReplies[`${method.toUpperCase()} ${path}`]

/** What a route is about: the first word of its path. */
export const tagOf = ({ path }: Pick<Operation, 'path'>): string => {
  const [, first = '', second = ''] = path.split('/')
  return first === 'v1' ? second : 'server'
}

const textReply = ({ type, example }: NonNullable<Operation['text']>): JsonObject => ({
  description: 'As asked',
  content: { [type]: { schema: { type: 'string' }, example } },
})

/** A part of an address that may differ, as OpenAPI tells of it. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: unknown
}

/** What may differ in an address. */
export function parameters(
  place: 'path' | 'query',
  schema: z.ZodType | null,
  id?: string,
): readonly Parameter[] {
  const { properties = {}, required = [] } = schema ? z.toJSONSchema(schema, { io: 'input' }) : {}
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: of,
    ...exampled(place === 'path' ? id : exampleParameters[name]),
  }))
}

/** What a request says beside its address and its body. */
export function headers({ method, access, idempotencyKey }: Operation): readonly Parameter[] {
  const header = (name: string, required: boolean): Parameter => ({
    ...{ name, in: 'header', required, schema: { type: 'string', minLength: 1, maxLength: 202 } },
    ...exampled(exampleParameters[name]),
  })
  return [
    ...(idempotencyKey ? [header('Idempotency-Key', idempotencyKey === 'needed')] : []),
    ...(access === 'session' && method !== 'get' ? [header('X-CSRF-Token', true)] : []),
  ]
}

/** What may be sent, in JSON Schema. */
export function inputSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...whole } = z.toJSONSchema(schema, { io: 'input', override: plain })
  return whole
}

/** What may come back, in JSON Schema that validators of draft 7 read like those of 2020-12. */
export function outputSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...whole } = z.toJSONSchema(schema, {
    reused: 'ref',
    override: (context) => {
      open(context)
      evenTuple(context)
    },
  })
  return whole
}

/** The two write tuples in ways that exclude each other; ours hold members of one sort, which both write alike. */
function evenTuple({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { prefixItems } = jsonSchema
  const [first] = prefixItems ?? []
  if (prefixItems === undefined || first === undefined) return
  delete jsonSchema.prefixItems
  Object.assign(jsonSchema, {
    items: first,
    minItems: prefixItems.length,
    maxItems: prefixItems.length,
  })
}

function namedSchemas(): JsonObject {
  const { schemas } = z.toJSONSchema(named, {
    uri: (name) => `#/components/schemas/${name}`,
    override: open,
  })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  )
}

/** Replies may gain fields: nobody should refuse one for a field it does not know. */
function open(context: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  plain(context)
  if (context.jsonSchema.additionalProperties === false)
    delete context.jsonSchema.additionalProperties
}

/** Lists are read-only to us; in OpenAPI the word means something else. */
function plain({ jsonSchema }: { readonly jsonSchema: { readOnly?: boolean } }): void {
  delete jsonSchema.readOnly
}
