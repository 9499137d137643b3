import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from './free-port.ts'
import { type RequestLog, startRequestLog } from './request-log.ts'

async function started(): Promise<RequestLog> {
  const server = createServer((incoming, outgoing) => {
    outgoing.writeHead(200, { 'Set-Cookie': ['a=1', 'b=2'], 'X-Host': incoming.headers.host ?? '' })
    incoming.pipe(outgoing)
  })
  const log = await startRequestLog()
  log.forwardTo(await listen(server))
  onTestFinished(async () => {
    await log.stop()
    server.closeAllConnections()
    server.close()
  })
  return log
}

test('everything passes as it is, under the name that was asked for', async () => {
  const log = await started()
  const answer = await fetch(`${log.url}/a%20b?c=d&c=e`, { method: 'POST', body: 'Grüße' })
  expect(await answer.text()).toBe('Grüße')
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(`http://${answer.headers.get('x-host')}`).toBe(log.url)
  expect(log.requests).toMatchObject([
    { method: 'POST', url: '/a%20b?c=d&c=e', body: 'Grüße', status: 200 },
  ])
  log.clear()
  expect(log.requests).toEqual([])
})

test('the next ones fail as they are told to, and then no more', async () => {
  const log = await started()
  log.failNext(2, { status: 503, headers: { 'Retry-After': '7' }, body: 'later' })
  for (const _ of [1, 2]) {
    const answer = await fetch(log.url)
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      503,
      '7',
      'later',
    ])
  }
  expect((await fetch(log.url)).status).toBe(200)
  expect(log.requests.map(({ status }) => status)).toEqual([503, 503, 200])
})

test('only those fail that are meant', async () => {
  const log = await started()
  log.failNext(1, { status: 500 }, ({ url }) => url.startsWith('/bad'))
  expect((await fetch(`${log.url}/good`)).status).toBe(200)
  expect((await fetch(`${log.url}/bad`)).status).toBe(500)
  log.failNext(1, { status: 500 })
  log.heal()
  expect((await fetch(`${log.url}/bad`)).status).toBe(200)
})

test('a connection is cut before an answer, or in the middle of one', async () => {
  const log = await started()
  log.failNext(1, 'cut')
  await expect(fetch(log.url)).rejects.toThrow()
  log.failNext(1, 'cut midway')
  const body = 'half of this is lost'
  const answer = await fetch(log.url, { method: 'POST', body })
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow()
  expect(log.requests.map(({ status }) => status)).toEqual([0, 0])
})
