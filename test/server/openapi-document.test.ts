import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { fakePlumbline } from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

interface Content {
  readonly schema: object
  readonly example?: unknown
}
interface Described {
  readonly operationId: string
  readonly parameters: readonly (Content & { readonly name: string; readonly in: string })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, Content>> }>
  >
}

const document = (await app.inject('/openapi.json')).json()
const operations = Object.entries<Record<string, Described>>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...operation,
    })),
)

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'document', components: document.components })
const faultsOf = ({ schema, example }: Content): unknown => {
  const here = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'))
  return ajv.validate(here, example) ? [] : ajv.errors
}

test('every operation has a name of its own', () => {
  const names = operations.map(({ operationId }) => operationId)
  expect(names).toEqual([...new Set(names)])
})

/** Their shapes are those of OpenAPI and of the Model Context Protocol. */
const shapedElsewhere = ['GET /openapi.json', 'POST /mcp']

describe.each(operations)('$name', ({ name, parameters, requestBody, responses }) => {
  const replies = Object.entries(responses).filter(([status]) => status !== 'default')

  test('has an example of its reply that fits', () => {
    if (!shapedElsewhere.includes(name)) expect(replies.length).toBeGreaterThan(0)
    for (const [, { content }] of replies)
      for (const one of Object.values(content)) {
        expect(one.example).toBeDefined()
        expect(faultsOf(one)).toEqual([])
      }
  })

  test('has an example of what it takes that fits', () => {
    for (const one of Object.values(requestBody?.content ?? {})) {
      expect(one.example).toBeDefined()
      expect(faultsOf(one)).toEqual([])
    }
    for (const one of parameters.filter((one) => one.in === 'path'))
      expect(one.example, one.name).toBeDefined()
    for (const one of parameters.filter(({ example }) => example !== undefined))
      expect(faultsOf(one)).toEqual([])
  })
})

test('/docs shows every route to a browser, and loads nothing of anybody else', async () => {
  const { body, headers, statusCode } = await app.inject('/docs')
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  for (const { name } of operations) expect(body).toContain(`<code>${name}</code>`)
  expect(body).not.toMatch(
    /<script|src=|https?:\/\/(?!(?:wiki|plumbline)\.acme\.example|www\.w3\.org\/2005\/Atom)/,
  )
})
