import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { type Scope, scopes } from '../../src/domain/principal.ts'
import { fakePlumbline, keyFor } from '../support/fake-plumbline.ts'

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Who may call it; null where no key is asked for, `people` where no key is taken. */
  readonly scopes: readonly Scope[] | null | 'people'
}

const readers: readonly Scope[] = ['agent', 'engineer', 'owner']

// Written out by hand, so that a route cannot open itself by a slip in its own file.
const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/answers', body: { query: 'why' }, scopes: ['agent', 'engineer'] },
  { method: 'GET', path: '/v1/answers/{id}', scopes: ['agent', 'engineer', 'operator'] },
  { method: 'GET', path: '/v1/answers/{id}/provenance', scopes: [...readers, 'operator'] },
  { method: 'GET', path: '/v1/search', query: 'query=why', scopes: readers },
  {
    method: 'POST',
    path: '/v1/verifications',
    body: { advice: { text: 'Restart.' } },
    scopes: ['agent', 'engineer'],
  },
  { method: 'GET', path: '/v1/verifications/{id}', scopes: ['agent', 'engineer', 'operator'] },
  {
    method: 'POST',
    path: '/v1/approvals',
    body: { verification: 'unheard-of' },
    headers: { 'idempotency-key': 'k-1' },
    scopes,
  },
  { method: 'GET', path: '/v1/approvals', scopes },
  {
    method: 'GET',
    path: '/v1/approvals/load',
    scopes: ['engineer', 'approver', 'senior-approver', 'operator'],
  },
  { method: 'GET', path: '/v1/approvals/{id}', scopes },
  {
    method: 'POST',
    path: '/v1/approvals/{id}/decisions',
    body: { decision: 'approve' },
    scopes: 'people',
  },
  { method: 'POST', path: '/v1/approvals/{id}/withdrawal', scopes },
  { method: 'GET', path: '/v1/session', scopes: 'people' },
  { method: 'GET', path: '/v1/pages', scopes: readers },
  { method: 'GET', path: '/v1/pages/{id}', scopes: readers },
  { method: 'GET', path: '/v1/findings', scopes: readers },
  { method: 'GET', path: '/v1/findings/{id}', scopes: readers },
  {
    method: 'POST',
    path: '/v1/impacts',
    body: {
      repository: 'shop',
      base: 'b'.repeat(40),
      head: 'c'.repeat(40),
      facts: [],
      paths: [],
      words: [],
    },
    scopes: ['agent', 'engineer'],
  },
  { method: 'GET', path: '/v1/reports', scopes: ['engineer', 'owner'] },
  { method: 'GET', path: '/v1/reports/feed', scopes: ['engineer', 'owner'] },
  { method: 'GET', path: '/feeds/reports.atom', query: 'token=plf_ana', scopes: null },
  { method: 'GET', path: '/v1/reports/{id}', scopes: ['engineer', 'owner'] },
  {
    method: 'POST',
    path: '/v1/reports/{id}/decisions',
    body: { decision: 'fixed' },
    scopes: 'people',
  },
  { method: 'GET', path: '/v1/receipts/{id}', scopes },
  { method: 'GET', path: '/v1/receipts/{id}/status', scopes },
  { method: 'GET', path: '/v1/webhooks/dead-letters', scopes: ['operator'] },
  {
    method: 'POST',
    path: '/v1/webhooks/dead-letters/{id}/redelivery',
    scopes: ['operator'],
  },
  { method: 'GET', path: '/v1/sources', scopes: ['operator'] },
  { method: 'POST', path: '/v1/sources/{id}/crawls', scopes: ['operator'] },
  { method: 'GET', path: '/v1/crawls/{id}', scopes: ['operator'] },
  { method: 'GET', path: '/v1/crawls/{id}/events', scopes: ['operator'] },
  { method: 'GET', path: '/v1/audit', scopes: ['operator'] },
  {
    method: 'POST',
    path: '/mcp',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    scopes,
  },
  { method: 'GET', path: '/metrics', scopes: ['operator'] },
  { method: 'GET', path: '/.well-known/jwks.json', scopes: null },
  { method: 'GET', path: '/healthz', scopes: null },
  { method: 'GET', path: '/readyz', scopes: null },
  { method: 'GET', path: '/openapi.json', scopes: null },
]

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

const call = ({ method, path, body, query = '', headers = {} }: Route, authorization?: string) =>
  app.inject({
    method,
    url: `${path.replace('{id}', 'unheard-of')}?${query}`,
    ...(body ? { payload: body } : {}),
    headers: authorization === undefined ? headers : { ...headers, authorization },
  })

test('the table holds every route there is', async () => {
  const { paths } = (await app.inject('/openapi.json')).json()
  const served = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(served.toSorted()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  )
})

const forPeople = routes.filter(({ scopes }) => scopes === 'people')
const guarded = routes.filter(({ scopes }) => scopes !== null && scopes !== 'people')
const wrongKeys = [
  ['no key', undefined, 'auth.missing'],
  ['an empty header', '', 'auth.missing'],
  ['another scheme', 'Basic cGxrX2FnZW50Og==', 'auth.missing'],
  ['two keys', `Bearer ${keyFor('engineer')} ${keyFor('engineer')}`, 'auth.missing'],
  ['a key that is unknown', 'Bearer plk_unknown', 'auth.unknown-key'],
  ['a key of another make', 'Bearer sk-live-1', 'auth.unknown-key'],
] as const

describe.each(guarded)('$method $path', (route) => {
  test.each(wrongKeys)('with %s is refused', async (_, authorization, code) => {
    const reply = await call(route, authorization)
    expect(reply.statusCode).toBe(401)
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="plumbline"')
    expect(reply.json()).toMatchObject({ code, status: 401 })
  })

  test.each(scopes)('with scope %s', async (scope) => {
    const reply = await call(route, `Bearer ${keyFor(scope)}`)
    const may = Array.isArray(route.scopes) && route.scopes.includes(scope)
    if (may) expect([200, 404]).toContain(reply.statusCode)
    else expect(reply.json()).toMatchObject({ status: 403, code: 'auth.forbidden' })
  })
})

describe.each(forPeople)('$method $path', (route) => {
  test.each([...scopes.map(keyFor), 'plk_unknown'])('takes no key: %s', async (key) => {
    const reply = await call(route, `Bearer ${key}`)
    expect(reply.json()).toMatchObject({ status: 403, code: 'auth.person-needed' })
  })

  test('lets nobody in who is not signed in', async () => {
    expect((await call(route)).json()).toMatchObject({ status: 401, code: 'auth.signed-out' })
  })
})

test.each(routes.filter(({ scopes }) => scopes === null))('$path needs no key', async (route) => {
  expect((await call(route)).statusCode).toBe(200)
})

test('a key is never taken from the address or from a body', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: `/v1/answers?key=${keyFor('agent')}&access_token=${keyFor('agent')}`,
    payload: { query: 'why', key: keyFor('agent') },
  })
  expect(reply.statusCode).toBe(401)
})

test('a route that does not say who may call it lets nobody in', async () => {
  const forgetful = buildApp(fakePlumbline())
  forgetful.get('/v1/forgotten', async () => 'inside')
  const reply = await forgetful.inject({
    url: '/v1/forgotten',
    headers: { authorization: `Bearer ${keyFor('operator')}` },
  })
  expect(reply.statusCode).toBe(500)
  expect(reply.body).not.toContain('inside')
  await forgetful.close()
})
