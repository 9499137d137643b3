import { afterAll, describe, expect, test, vi } from 'vitest'
import { bodyLimit, buildApp } from '../../server/app.ts'
import { problemSchema } from '../../server/problem.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { fakePlumbline, keyFor } from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

const authorization = `Bearer ${keyFor('engineer')}`
const post = (url: string, payload: object | string, headers = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload,
    headers: { authorization, 'content-type': 'application/json', ...headers },
  })

describe('a request that does not fit names the field', () => {
  test.each([
    ['/v1/answers', {}, 'body.query'],
    ['/v1/answers', { query: '' }, 'body.query'],
    ['/v1/answers', { query: ' \t ' }, 'body.query'],
    ['/v1/answers', { query: 'why', intent: 'destroy' }, 'body.intent'],
    ['/v1/answers', { query: 'why', principal: 'agent:root' }, 'body'],
    ['/v1/answers', [], 'body'],
    ['/v1/verifications', {}, 'body'],
    ['/v1/verifications', { advice: {} }, 'body.advice.text'],
    ['/v1/verifications', { action: { command: '' } }, 'body.action.command'],
    ['/v1/verifications', { action: {} }, 'body.action'],
    ['/v1/verifications', { action: { diff: '' } }, 'body.action.diff'],
    ['/v1/verifications', { action: { command: 'ls', diff: '--- a' } }, 'body.action'],
    ['/v1/verifications', { action: { command: 'ls', target: 'prod' } }, 'body.action.target'],
    [
      '/v1/verifications',
      { advice: { text: 'a', citations: [{ quote: 1 }] } },
      'body.advice.citations.0.quote',
    ],
  ])('%s %j', async (url, body, field) => {
    const reply = await post(url, body)
    expect(reply.statusCode).toBe(400)
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const problem = problemSchema.parse(reply.json())
    expect(problem.code).toBe('input.invalid')
    expect(problem.errors?.map((error) => error.field)).toContain(field)
  })

  test.each([
    ['/v1/findings?status=wrong', 'querystring.status'],
    ['/v1/findings?kind=cli', 'querystring.kind'],
    ['/v1/findings?limit=0', 'querystring.limit'],
    ['/v1/pages?limit=many', 'querystring.limit'],
    ['/v1/pages?sauce=wiki', 'querystring'],
    ['/v1/pages?cursor=a&cursor=b', 'querystring.cursor'],
  ])('%s', async (url, field) => {
    const reply = await app.inject({ url, headers: { authorization } })
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors[0].field).toBe(field)
  })
})

test.each([
  ['no JSON at all', '{"query":', 400],
  ['an empty body', '', 400],
  ['a prototype in disguise', '{"query":"why","__proto__":{"admin":true}}', 400],
  ['a body of more than 1 MB', JSON.stringify({ query: 'x'.repeat(bodyLimit) }), 413],
])('%s is a problem of the caller', async (_, payload, status) => {
  const reply = await post('/v1/answers', payload)
  expect(reply.statusCode).toBe(status)
  expect(problemSchema.parse(reply.json())).toMatchObject({ status, code: 'input.invalid' })
})

test('a body of another media type is a problem of the caller', async () => {
  const reply = await post('/v1/answers', 'query=why', { 'content-type': 'text/plain' })
  expect(reply.statusCode).toBe(415)
  expect(problemSchema.parse(reply.json()).next).toContain('application/json')
})

test.each([
  ['GET', '/v1/nothing'],
  ['GET', '/nothing'],
  ['DELETE', '/v1/answers/ans_given'],
  ['PUT', '/v1/pages'],
  ['OPTIONS', '/v1/answers'],
  ['GET', '/v1/answers/ans_unheard-of'],
] as const)('%s %s is a 404', async (method, url) => {
  const reply = await app.inject({ method, url, headers: { authorization } })
  expect(reply.statusCode).toBe(404)
  expect(problemSchema.parse(reply.json()).code).toBe('input.not-found')
  expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
})

test('an id longer than any is a problem of the caller', async () => {
  const url = `/v1/answers/${'x'.repeat(3_000)}`
  const reply = await app.inject({ url, headers: { authorization } })
  expect(reply.statusCode).toBe(414)
  expect(problemSchema.parse(reply.json()).code).toBe('input.invalid')
})

test('an address that cannot be decoded is a problem of the caller', async () => {
  const reply = await app.inject({ url: '/v1/pages/%E0%A4%A', headers: { authorization } })
  expect(reply.statusCode).toBe(400)
  expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(problemSchema.parse(reply.json()).status).toBe(400)
})

describe('a fault of ours', () => {
  const secret = '/var/lib/plumbline/index.db is malformed near SELECT'
  const faults = [
    ['an unforeseen error', new TypeError(secret), 500, 'internal'],
    ['a corrupt store', new PlumblineError('store.corrupt', secret), 500, 'store.corrupt'],
    ['a locked store', new PlumblineError('store.locked', secret), 503, 'store.locked'],
    ['something thrown that is no error', secret, 500, 'internal'],
  ] as const

  test.each(faults)(
    '%s blocks, and tells nothing of the insides',
    async (_, thrown, status, code) => {
      const fail = async () => {
        throw thrown
      }
      const lines: string[] = []
      const broken = buildApp(
        fakePlumbline({ ask: fail, verify: fail, answer: fail, pages: fail }),
        { log: { level: 'warn', stream: { write: (line) => lines.push(line) } } },
      )
      const requests = [
        { method: 'POST', url: '/v1/answers', payload: { query: 'why' } },
        { method: 'POST', url: '/v1/verifications', payload: { advice: { text: 'a' } } },
        { method: 'GET', url: '/v1/answers/ans_given' },
        { method: 'GET', url: '/v1/%61nswers/ans_given' },
      ] as const
      for (const request of requests) {
        const reply = await broken.inject({ ...request, headers: { authorization } })
        expect(reply.statusCode).toBe(status)
        expect(problemSchema.parse(reply.json())).toMatchObject({ code, decision: 'block' })
        expect(reply.body).not.toContain('plumbline/index')
      }
      const listing = await broken.inject({ url: '/v1/pages', headers: { authorization } })
      expect(problemSchema.parse(listing.json())).not.toHaveProperty('decision')
      expect(lines.join('')).toContain('index.db')
      expect(lines.join('')).not.toContain(keyFor('engineer'))
      await broken.close()
    },
  )

  test('a key that cannot be looked up is no key', async () => {
    const broken = buildApp(
      fakePlumbline({ principalFor: vi.fn().mockRejectedValue(new Error(secret)) }),
    )
    const reply = await broken.inject({
      method: 'POST',
      url: '/v1/answers',
      payload: { query: 'why' },
      headers: { authorization },
    })
    expect(reply.statusCode).toBe(500)
    expect(reply.json()).toMatchObject({ code: 'internal', decision: 'block' })
    await broken.close()
  })
})

test('a query has a limit', async () => {
  expect((await post('/v1/answers', { query: 'x'.repeat(2_001) })).statusCode).toBe(400)
})

describe('request ids', () => {
  test.each(['abc-123', 'trace:01.A_z'])('%s is taken', async (own) => {
    const reply = await app.inject({ url: '/nowhere', headers: { 'x-request-id': own } })
    expect(reply.headers['x-request-id']).toBe(own)
    expect(reply.json().requestId).toBe(own)
  })

  test.each(['', 'two words', '<script>', 'a-much-too-long-'.repeat(5), '"},{"level":60'])(
    '%j is replaced',
    async (own) => {
      const reply = await app.inject({ url: '/nowhere', headers: { 'x-request-id': own } })
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    },
  )
})
