import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { crawlSummary, fakePlumbline, keyFor } from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

const headers = { authorization: `Bearer ${keyFor('operator')}` }

test('an operator sees the sources and how their crawls stand', async () => {
  const reply = await app.inject({ url: '/v1/sources', headers })
  expect(reply.json().items).toMatchObject([{ id: 'runbooks', pages: 31, crawl: crawlSummary }])
})

test('a crawl is set going, and says where it can be watched', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/v1/sources/runbooks/crawls',
    headers,
  })
  expect([reply.statusCode, reply.headers.location]).toEqual([202, '/v1/crawls/crw_1'])
  expect(reply.json()).toEqual(crawlSummary)
})

test('its events come one after the other, to its end', async () => {
  const reply = await app.inject({ url: '/v1/crawls/crw_1/events', headers })
  expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  const events = reply.body
    .trim()
    .split('\n\n')
    .map((event) => event.split('\n'))
  expect(events.map(([name]) => name)).toEqual(['event: running', 'event: finished'])
  expect(JSON.parse(events[1]?.[1]?.replace('data: ', '') ?? '')).toEqual(crawlSummary)
})

test.each([
  ['POST', '/v1/sources/nothing/crawls'],
  ['GET', '/v1/crawls/crw_none'],
  ['GET', '/v1/crawls/crw_none/events'],
] as const)('%s %s is a 404', async (method, url) => {
  expect((await app.inject({ method, url, headers })).statusCode).toBe(404)
})
