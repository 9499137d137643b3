import { afterAll, expect, test, vi } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { question } from '../../server/routes/answers.ts'
import { toVerify } from '../../server/routes/verifications.ts'
import {
  blocked,
  fakePlumbline,
  found,
  given,
  keyFor,
  pageId,
  verification,
} from '../support/fake-plumbline.ts'

const verify = vi.fn(async () => verification)
const pages = vi.fn(fakePlumbline().pages)
const search = vi.fn(fakePlumbline().search)
const app = buildApp(fakePlumbline({ verify, pages, search }))
afterAll(() => app.close())

const headers = { authorization: `Bearer ${keyFor('engineer')}` }
const get = async (url: string) => (await app.inject({ url, headers })).json()

test('an answer comes out whole', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/v1/answers',
    headers,
    payload: { query: 'How do I restart payments?' },
  })
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toEqual(JSON.parse(JSON.stringify(given)))
})

test('a block is a 200 with its reasons', async () => {
  const ask = async () => blocked
  const blocking = buildApp(fakePlumbline({ ask }))
  const payload = { query: 'What is the timeout?' }
  const reply = await blocking.inject({ method: 'POST', url: '/v1/answers', headers, payload })
  expect(reply.statusCode).toBe(200)
  const expected = JSON.parse(JSON.stringify(blocked))
  // What is set aside comes without its words.
  for (const { citation } of expected.withheld) delete citation.quote
  expect(reply.json()).toEqual(expected)
  await blocking.close()
})

test('text that is smuggled into a blocked answer does not come out', async () => {
  const smuggled = { ...blocked, text: 'Run it anyway.', statements: given.statements, note: 'x' }
  const leaky = buildApp(fakePlumbline({ ask: async () => smuggled, answer: async () => smuggled }))
  const replies = [
    await leaky.inject({ method: 'POST', url: '/v1/answers', headers, payload: { query: 'why' } }),
    await leaky.inject({ url: '/v1/answers/ans_blocked', headers }),
  ]
  for (const reply of replies) {
    expect(reply.statusCode).toBe(200)
    expect(Object.keys(reply.json())).not.toContain('text')
    expect(reply.body).not.toContain('anyway')
    expect(reply.body).not.toContain('statements')
  }
  await leaky.close()
})

test('an answer that fits no shape is a fault, and blocks', async () => {
  // An answer without its verdict, as a bug might make it.
  const { verdict: _, ...broken } = given
  const failing = buildApp(fakePlumbline({ ask: vi.fn().mockResolvedValue(broken) }))
  const reply = await failing.inject({
    method: 'POST',
    url: '/v1/answers',
    headers,
    payload: { query: 'why' },
  })
  expect(reply.statusCode).toBe(500)
  expect(reply.json()).toMatchObject({ code: 'internal', decision: 'block' })
  expect(reply.body).not.toContain('make restart')
  await failing.close()
})

test('a verification takes the whole request of the contract', async () => {
  const request = {
    task: 'restart the payments service',
    advice: { text: 'Delete it.', citations: [{ url: 'u', revision: '4', quote: 'q' }] },
    action: {
      command: 'kubectl delete ns payments',
      workingDirectory: '/srv',
      target: { environment: 'production', resource: 'ns/payments' },
      runAs: 'agent:deploy',
      role: 'prod-admin',
      files: [{ path: 'deployment.yaml', sha256: 'a'.repeat(64) }],
    },
    intent: 'act',
    mode: 'enforce',
  }
  const attestations = [
    {
      payloadType: 'application/vnd.in-toto+json',
      payload: 'e30=',
      signatures: [{ keyid: 'ci', sig: 'c2ln' }],
    },
  ]
  const payload = { ...request, attestations }
  const reply = await app.inject({ method: 'POST', url: '/v1/verifications', headers, payload })
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toEqual(JSON.parse(JSON.stringify(verification)))
  expect(verify).toHaveBeenCalledWith(payload, expect.objectContaining({ id: 'agent:engineer' }), {
    requestId: reply.headers['x-request-id'],
  })
})

test('a search passes on what was asked, and its result comes out whole', async () => {
  const reply = await app.inject({
    url: '/v1/search?query=%20restart%20&source=runbooks&source=wiki&limit=5',
    headers,
  })
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toEqual(JSON.parse(JSON.stringify(found)))
  await get('/v1/search?query=restart&source=wiki')
  await get('/v1/search?query=restart&repository=shop&genre=runbook&genre=how-to&current=true')
  expect(search.mock.calls.map(([request]) => request)).toEqual([
    { query: 'restart', sources: ['runbooks', 'wiki'], limit: 5 },
    { query: 'restart', sources: ['wiki'] },
    { query: 'restart', repositories: ['shop'], genres: ['runbook', 'how-to'], current: true },
  ])
})

test.each([
  '/v1/search',
  '/v1/search?query=%20',
  '/v1/search?query=why&limit=0',
  '/v1/search?query=why&limit=51',
  '/v1/search?query=why&limit=2.5',
  '/v1/search?query=why&source=',
  '/v1/search?query=why&genre=novel',
  '/v1/search?query=why&current=perhaps',
  '/v1/search?query=why&environment=production',
  '/v1/search?query=why&query=how',
  `/v1/search?query=${'why%20'.repeat(501)}`,
])('%.60s is refused', async (url) => {
  const reply = await app.inject({ url, headers })
  expect(reply.json()).toMatchObject({ status: 400, code: 'input.invalid' })
})

test('a page is found by an id with colons, slashes and spaces', async () => {
  const view = await get(`/v1/pages/${encodeURIComponent(pageId)}`)
  expect(view.page).toMatchObject({ id: pageId, text: 'Set `PAYMENT_TIMEOUT` to 30s.' })
  expect(view.page).not.toHaveProperty('access')
  expect(view.findings[0]).toMatchObject({ id: 'fnd_1', claimed: '30s', actual: '5s' })
})

test('a list of pages carries neither texts nor access lists, and passes on what was asked', async () => {
  const list = await get('/v1/pages?source=runbooks&limit=5&cursor=abc')
  expect(list).toMatchObject({ items: [{ id: pageId }], next: null })
  expect(list.items[0]).not.toHaveProperty('text')
  expect(list.items[0]).not.toHaveProperty('access')
  const filter = { source: 'runbooks', limit: 5, cursor: 'abc' }
  expect(pages).toHaveBeenCalledWith(filter, expect.anything())
})

test('a finding has the shape that the command line prints', async () => {
  expect(await get('/v1/findings/fnd_1')).toMatchObject({
    id: 'fnd_1',
    kind: 'default-value',
    status: 'contradicted',
    subject: 'PAYMENT_TIMEOUT',
    page: { id: pageId, line: 12, quote: 'Set `PAYMENT_TIMEOUT` to 30s.' },
    because: 'the code says 5s',
    evidence: [{ in: 'code', path: 'src/config.ts', line: 4 }],
    suggestion: { line: 12, old: '30s', new: '5s' },
  })
  expect((await get('/v1/findings?status=contradicted')).next).toBe('more')
})

test.each([
  ['/v1/answers/ans_given/provenance', { answer: 'ans_given', candidates: [{ used: true }] }],
  ['/v1/verifications/ver_1', { id: 'ver_1', verdict: { decision: 'block' } }],
  ['/v1/approvals/apr_1', { id: 'apr_1', approvers: 2 }],
  ['/v1/receipts/rcp_1', { content: { id: 'rcp_1' }, envelope: { payload: 'e30=' } }],
  ['/v1/receipts/rcp_1/status', { status: 'valid' }],
  ['/.well-known/jwks.json', { keys: [{ kid: 'k1' }] }],
])('%s', async (url, expected) => {
  expect(await get(url)).toMatchObject(expected)
})

test('the private half of a key does not come out', async () => {
  expect(JSON.stringify(await get('/.well-known/jwks.json'))).not.toContain('private')
})

test('health names no sources and no repositories, and counts no pages', async () => {
  const reply = await app.inject('/healthz')
  expect(reply.json()).toMatchObject({ status: 'ok', repositories: 1 })
  expect(Object.keys(reply.json()).filter((key) => /page/i.test(key))).toEqual([])
  expect(reply.body).not.toContain('secret')
})

test('readiness is a 503 until the first index stands', async () => {
  const health = async () => ({ ...(await fakePlumbline().health()), status: 'starting' as const })
  const starting = buildApp(fakePlumbline({ health }))
  expect((await starting.inject('/readyz')).statusCode).toBe(503)
  expect((await starting.inject('/healthz')).statusCode).toBe(200)
  await starting.close()
})

test.each([
  ['/v1/search?query=warp', 'no-store'],
  ['/v1/nowhere', 'no-store'],
  ['/healthz', 'no-store'],
  // It may be kept by who asked, and is asked for anew each time.
  ['/v1/pages', 'private, no-cache'],
])('%s forbids sniffing, and storing by anybody else', async (url, stored) => {
  const { headers: told } = await app.inject({ url, headers })
  expect(told).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': stored })
})

test('the OpenAPI document is whole: every reference resolves, every route has a summary', async () => {
  const document = await get('/openapi.json')
  expect(document.openapi).toBe('3.1.0')
  const references = [
    ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
  ]
  expect(references.length).toBeGreaterThan(20)
  for (const [, name = ''] of references) expect(document.components.schemas).toHaveProperty(name)
  const operations = Object.values<Record<string, { summary: string; operationId: string }>>(
    document.paths,
  ).flatMap((path) => Object.values(path))
  for (const { summary } of operations) expect(summary).not.toBe('')
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
})

test('the examples of the OpenAPI document are requests that are taken', async () => {
  const { paths } = await get('/openapi.json')
  const example = (path: string): unknown =>
    paths[path].post.requestBody.content['application/json'].example
  expect(question.safeParse(example('/v1/answers')).success).toBe(true)
  expect(toVerify.safeParse(example('/v1/verifications')).success).toBe(true)
})

test.each([
  [{ advice: 'restart it' }, 'advice', 'write {"text": "what it says"}'],
  [{ action: 'ls' }, 'action', 'write {"command": "what would run"}'],
  [{ action: { command: 'ls', target: 'production' } }, 'target', '{"environment": "production"}'],
])('%j: what to write instead is said', (body, field, words) => {
  const [issue] = toVerify.safeParse(body).error?.issues ?? []
  expect([issue?.path.at(-1), issue?.message]).toEqual([field, expect.stringContaining(words)])
})
