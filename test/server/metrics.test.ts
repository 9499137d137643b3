import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { type Served, serve } from '../../server/main.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { packageRoot } from '../../src/package-root.ts'
import { blocked, fakePlumbline, keyFor, pageId } from '../support/fake-plumbline.ts'

const operator = { authorization: `Bearer ${keyFor('operator')}` }
const engineer = { authorization: `Bearer ${keyFor('engineer')}` }

async function measuring(
  work: (app: ReturnType<typeof buildApp>) => Promise<unknown>,
  replaced: Partial<ServedPlumbline> = {},
) {
  const app = buildApp(fakePlumbline(replaced))
  await work(app)
  const reply = await app.inject({ url: '/metrics', headers: operator })
  await app.close()
  return reply
}

const ask = (app: ReturnType<typeof buildApp>) =>
  app.inject({
    ...{ method: 'POST', url: '/v1/answers', headers: engineer },
    payload: { query: 'What is the payment timeout?' },
  })

test('requests are counted by method, route and status, never by what they name', async () => {
  const { body, headers } = await measuring(async (app) => {
    await app.inject({ url: `/v1/pages/${encodeURIComponent(pageId)}`, headers: engineer })
    await app.inject({ url: '/v1/pages/payroll-2031', headers: engineer })
    await app.inject('/v1/pages/payroll-2031')
    await app.inject('/payroll-2031')
  })
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  const count = (route: string, status: number) =>
    `plumbline_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} 1`
  for (const status of [200, 404, 401]) expect(body).toContain(count('/v1/pages/:id', status))
  expect(body).toContain(count('none', 404))
  expect(body).not.toMatch(/payroll|restart the service|plk_/)
})

test.each([
  ['a block', { ask: async () => blocked }, 'block'],
  [
    'a fault',
    { ask: () => Promise.reject(new PlumblineError('store.locked', 'the store is locked')) },
    'fault',
  ],
])('%s is counted as one', async (_, replaced, decision) => {
  const { body } = await measuring(ask, replaced)
  expect(body).toContain(
    `plumbline_verdict_duration_seconds_count{about="answer",decision="${decision}"} 1`,
  )
})

test('sources, crawls and surveys are told by their names', async () => {
  const { body } = await measuring(async () => undefined)
  const seconds = Date.parse('2026-03-01T12:00:00.000Z') / 1000
  for (const line of [
    'plumbline_state_readable 1',
    'plumbline_info{version="0.1.0",nearness="exact"} 1',
    'plumbline_status{status="ok"} 1',
    'plumbline_policy_usable 1',
    'plumbline_webhook_dead_letters 1',
    'plumbline_source_pages{source="runbooks"} 31',
    'plumbline_source_unread{source="runbooks"} 1',
    'plumbline_source_crawl_running{source="runbooks"} 0',
    `plumbline_source_crawled_timestamp_seconds{source="runbooks"} ${seconds}`,
    `plumbline_repository_surveyed_timestamp_seconds{repository="secret-repository"} ${seconds}`,
  ])
    expect(body).toContain(`${line}\n`)
})

test('a store that cannot be asked is told, and the rest stands', async () => {
  const health = () => Promise.reject(new PlumblineError('store.locked', 'it is locked'))
  const { statusCode, body } = await measuring(ask, { health })
  expect(statusCode).toBe(200)
  expect(body).toContain('plumbline_state_readable 0\n')
  expect(body).toContain('plumbline_verdict_duration_seconds_count{about="answer"')
  expect(body).not.toContain('source="')
})

test('docs/operating.md has every metric of ours, and no other', async () => {
  const { body } = await measuring(ask)
  const told = Array.from(body.matchAll(/^# TYPE (\S+)/gm), ([, name]) => name)
  const page = readFileSync(join(packageRoot, 'docs', 'operating.md'), 'utf8')
  const documented = Array.from(page.matchAll(/^\| `(plumbline_\w+)`/gm), ([, name]) => name)
  expect(documented.toSorted()).toEqual(told.toSorted())
})

describe('a server that listens', () => {
  let served: Served | null = null
  afterEach(() => served?.close())

  test('tells of its memory and of the lag of its loop, and of requests that were given up', async () => {
    let asked = (): void => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const plumbline = fakePlumbline({
      search: () => {
        asked()
        return new Promise(() => undefined)
      },
    })
    const log = { level: 'error', stream: { write: () => {} } } as const
    served = await serve(
      { ...plumbline, close: async () => {}, poll: () => () => {} },
      { port: 0, log },
    )
    const { address } = served
    const gone = new AbortController()
    const search = fetch(`${address}/v1/search?query=timeout`, {
      headers: engineer,
      signal: gone.signal,
    })
    await isAsked
    gone.abort()
    await expect(search).rejects.toThrow()
    const metrics = async () => (await fetch(`${address}/metrics`, { headers: operator })).text()
    await expect.poll(metrics).toContain('{method="GET",route="/v1/search",status="given up"} 1')
    const text = await metrics()
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m)
    expect(text).toMatch(/^process_resident_memory_bytes [\d.e+]+$/m)
    expect(text).toContain('plumbline_http_requests_under_way 1\n')
  })
})
