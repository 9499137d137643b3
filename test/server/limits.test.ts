import { afterEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import { parseConfig } from '../../src/config/config.ts'
import { defaultLimits, type Limits } from '../../src/domain/limits.ts'
import { fakePlumbline, given, keyFor, verification } from '../support/fake-plumbline.ts'

const apps: ReturnType<typeof buildApp>[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

const appWith = (limits: Partial<Limits>, replaced: Partial<ServedPlumbline> = {}) => {
  const app = buildApp(fakePlumbline(replaced), { limits: { ...defaultLimits, ...limits } })
  apps.push(app)
  return app
}

const by = (scope: 'agent' | 'engineer' | 'operator') => ({
  authorization: `Bearer ${keyFor(scope)}`,
})
const asking = {
  ...{ method: 'POST', url: '/v1/answers', headers: by('agent') },
  payload: { query: 'What is the payment timeout?' },
} as const

/** A word that is given once, and the wait for it. */
function signal(): readonly [give: () => void, given: Promise<void>] {
  let give = (): void => {}
  const wait = new Promise<void>((resolve) => {
    give = resolve
  })
  return [() => give(), wait]
}

describe('how often one key may ask', () => {
  test('what is too much is a problem that says when to come again, and blocks where a verdict was asked for', async () => {
    const app = appWith({ requestsPerMinute: 2 })
    const first = await app.inject(asking)
    expect(first.statusCode).toBe(200)
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' })
    await app.inject({ url: '/v1/pages', headers: by('agent') })
    const third = await app.inject(asking)
    expect(third.headers['content-type']).toContain('application/problem+json')
    expect(third.headers).toMatchObject({ 'ratelimit-remaining': '0' })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect(third.json()).toMatchObject({
      ...{ status: 429, code: 'request.too-many', decision: 'block' },
      detail: expect.stringContaining('2 requests a minute'),
    })
    const page = await app.inject({ url: '/v1/pages', headers: by('agent') })
    expect(page.json()).not.toHaveProperty('decision')
    const metrics = await app.inject({ url: '/metrics', headers: by('operator') })
    expect(metrics.body).toContain('plumbline_http_turned_away_total{because="rate"} 2')
  })

  test('keys are counted each for itself, and who asks for health is not', async () => {
    const app = appWith({ requestsPerMinute: 1 })
    await app.inject(asking)
    expect((await app.inject(asking)).statusCode).toBe(429)
    expect((await app.inject({ ...asking, headers: by('engineer') })).statusCode).toBe(200)
    for (const url of ['/healthz', '/healthz', '/readyz'])
      expect((await app.inject(url)).statusCode).toBe(200)
    expect((await app.inject('/openapi.json')).statusCode).toBe(200)
    expect((await app.inject('/openapi.json')).statusCode).toBe(429)
  })
})

describe('how much there may be to do', () => {
  test.each([
    ['/v1/answers', { query: 'why' }, 'block'],
    ['/v1/verifications', { advice: { text: 'Restart.' } }, 'block'],
  ])('%s beyond the bound is refused, and taken again after', async (url, payload, decision) => {
    const [finish, waits] = signal()
    const [begun, isBegun] = signal()
    const app = appWith(
      { verdictsAtOnce: 1 },
      {
        ask: async () => {
          begun()
          await waits
          return given
        },
        verify: async () => verification,
      },
    )
    const first = app.inject(asking)
    // An injected request is sent when somebody waits for it.
    const firstReply = first.then((reply) => reply.statusCode)
    await isBegun
    const second = await app.inject({ method: 'POST', url, payload, headers: by('agent') })
    expect(second.headers['retry-after']).toBe('2')
    expect(second.json()).toMatchObject({
      ...{ status: 503, code: 'server.overloaded', decision },
      detail: 'Plumbline has more to do than it can just now',
    })
    expect((await app.inject({ url: '/v1/pages', headers: by('agent') })).statusCode).toBe(200)
    finish()
    expect(await firstReply).toBe(200)
    expect(
      (await app.inject({ method: 'POST', url, payload, headers: by('agent') })).statusCode,
    ).toBe(200)
  })

  test('a loop that lags takes no new work, and tells so', async () => {
    // Every loop lags by this much.
    const app = appWith({ lagMilliseconds: Number.MIN_VALUE })
    const status = async () => (await app.inject(asking)).statusCode
    await expect.poll(status, { timeout: 10_000 }).toBe(503)
    const replies = await Promise.all([
      app.inject(asking),
      app.inject('/healthz'),
      app.inject('/readyz'),
      app.inject({ url: '/metrics', headers: by('operator') }),
    ])
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([503, 200, 200, 200])
    expect(replies[0].headers['retry-after']).toBe('2')
    expect(replies[0].json()).toMatchObject({ code: 'server.overloaded', decision: 'block' })
    expect(replies[3].body).toMatch(/plumbline_http_turned_away_total\{because="overload"\} [1-9]/)
  })
})

test.each([
  ['limits: { requestsPerMinute: 0 }', 'requestsPerMinute'],
  ['limits: { verdictsAtOnce: .inf }', 'verdictsAtOnce'],
  ['limits: { lagMilliseconds: .nan }', 'lagMilliseconds'],
  ['limits: { perSecond: 5 }', 'perSecond'],
])('%s is refused', (text, named) => {
  expect(() => parseConfig(text, '/plumbline.yaml')).toThrow(named)
})

test('one bound can be set alone', () => {
  expect(parseConfig('limits: { requestsPerMinute: 60 }', '/plumbline.yaml').limits).toEqual({
    ...defaultLimits,
    requestsPerMinute: 60,
  })
})

test('a server that closes waits for what is under way, though whoever asked is gone', async () => {
  const [finish, waits] = signal()
  const [begun, isBegun] = signal()
  const seen: string[] = []
  const ask: ServedPlumbline['ask'] = async () => {
    begun()
    await waits
    seen.push('answered')
    return given
  }
  const app = appWith({}, { ask })
  const address = await app.listen({ port: 0 })
  const gone = new AbortController()
  const asked = fetch(`${address}/v1/answers`, {
    ...{ method: 'POST', signal: gone.signal, body: JSON.stringify(asking.payload) },
    headers: { ...asking.headers, 'content-type': 'application/json' },
  }).catch(() => null)
  await isBegun
  gone.abort()
  await asked
  const closed = app.close().then(() => seen.push('closed'))
  setTimeout(finish, 50)
  await closed
  expect(seen).toEqual(['answered', 'closed'])
})
