import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { fakePlumbline, keyFor, pageId } from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  app.inject({ url, headers: { authorization: `Bearer ${keyFor('engineer')}`, ...headers } })

const page = `/v1/pages/${encodeURIComponent(pageId)}`
const kept = [
  [page, 'private'],
  ['/v1/pages', 'private'],
  ['/v1/findings', 'private'],
  ['/v1/findings/fnd_1', 'private'],
  ['/v1/receipts/rcp_1', 'private'],
  ['/openapi.json', 'public'],
  ['/.well-known/jwks.json', 'public'],
] as const

describe.each(kept)('%s', (url, whose) => {
  test('has a tag by which it is told that it still holds', async () => {
    const first = await get(url)
    const etag = String(first.headers.etag)
    expect(first.headers).toMatchObject({
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      'cache-control': `${whose}, no-cache`,
    })
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(url, { 'if-none-match': given })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      expect(again.headers).toMatchObject({ etag, 'cache-control': `${whose}, no-cache` })
      expect(again.headers).not.toHaveProperty('content-type')
    }
    const other = await get(url, { 'if-none-match': '"other"' })
    expect([other.statusCode, other.body]).toEqual([200, first.body])
  })
})

test('a private reply is no other reader’s', async () => {
  expect((await get(page)).headers.vary).toBe('Authorization')
})

test.each([
  ['no key', undefined, 401],
  ['a key without the scope', keyFor('approver'), 403],
])('with %s nobody is told that it holds', async (_, key, status) => {
  const etag = String((await get(page)).headers.etag)
  const reply = await app.inject({
    url: page,
    headers: { 'if-none-match': etag, ...(key ? { authorization: `Bearer ${key}` } : {}) },
  })
  expect(reply.statusCode).toBe(status)
  expect(reply.headers).not.toHaveProperty('etag')
})

test('what is not there has no tag', async () => {
  const reply = await get('/v1/pages/payroll', { 'if-none-match': '*' })
  expect(reply.statusCode).toBe(404)
  expect(reply.headers['cache-control']).toBe('no-store')
})

test.each([
  '/v1/answers/ans_given',
  '/v1/answers/ans_given/provenance',
  '/v1/verifications/ver_1',
  '/v1/approvals/apr_1',
  '/v1/receipts/rcp_1/status',
  '/v1/search?query=why',
  '/healthz',
])('%s may not be kept', async (url) => {
  const reply = await get(url, { 'if-none-match': '*' })
  expect(reply.statusCode).toBe(200)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(reply.headers).not.toHaveProperty('etag')
})
