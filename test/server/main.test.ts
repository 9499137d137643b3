import { EventEmitter, once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Served, type ServeOptions, serve } from '../../server/main.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { fakePlumbline, given, keyFor } from '../support/fake-plumbline.ts'

const open: Served[] = []
afterEach(async () => {
  for (const served of open.splice(0)) await served.close()
})

const quiet = { level: 'error', stream: { write: () => {} } } as const

async function start(options: ServeOptions = {}, replaced = {}) {
  const signals = new EventEmitter()
  const close = vi.fn(async () => {})
  const stopPolling = vi.fn()
  const poll = vi.fn(() => stopPolling)
  const plumbline = { ...fakePlumbline(replaced), close, poll }
  const served = await serve(plumbline, { port: 0, log: quiet, signals, ...options })
  open.push(served)
  return { served, signals, close, poll, stopPolling }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof PlumblineError ? error.code : error),
  )

test('polls while it listens, and no longer', async () => {
  const { served, poll, stopPolling } = await start()
  expect([poll.mock.calls.length, stopPolling.mock.calls.length]).toEqual([1, 0])
  await served.close()
  expect(stopPolling.mock.calls.length).toBe(1)
})

test('listens on this machine', async () => {
  const { served } = await start()
  expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${served.address}/healthz`)).status).toBe(200)
})

test.each(['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.com', 'example.com'])(
  '%s is refused unless principals are configured',
  async (host) => {
    expect(await codeOf(start({ host }))).toBe('server.not-loopback')
  },
)

test('other machines may come in once principals are configured', async () => {
  const { served } = await start({ host: '0.0.0.0', principalsConfigured: true })
  expect(served.address).toMatch(/:\d+$/)
})

test('a port in use is named', async () => {
  const { served } = await start()
  const port = Number(new URL(served.address).port)
  const second = start({ port })
  await expect(second).rejects.toThrow(String(port))
  expect(await codeOf(second)).toBe('server.port-in-use')
})

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGINT'])(
    '%s lets requests in flight finish, then closes',
    async (name) => {
      let answer = (_: typeof given): void => {}
      const asked = new Promise<void>((resolve) => {
        ready = resolve
      })
      const ask = () => {
        ready()
        return new Promise<typeof given>((resolve) => {
          answer = resolve
        })
      }
      const { served, signals, close } = await start({}, { ask })
      const reply = fetch(`${served.address}/v1/answers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${keyFor('agent')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: 'why' }),
      })
      await asked
      signals.emit(name)
      await new Promise((resolve) => setImmediate(resolve))
      expect(close).not.toHaveBeenCalled()
      answer(given)
      expect((await reply).status).toBe(200)
      await served.close()
      expect(close).toHaveBeenCalledTimes(1)
      expect(signals.eventNames()).toEqual([])
    },
  )
  let ready = (): void => {}
})

describe('odd requests over the wire', () => {
  const key = `Authorization: Bearer ${keyFor('agent')}`
  const json = 'Content-Type: application/json'
  test.each([
    [
      'two lengths',
      [`POST /v1/answers HTTP/1.1`, 'Host: a', key, json, 'Content-Length: 2', 'Content-Length: 5'],
    ],
    [
      'a length and chunks',
      [
        'POST /v1/answers HTTP/1.1',
        'Host: a',
        key,
        json,
        'Content-Length: 4',
        'Transfer-Encoding: chunked',
      ],
    ],
    ['a header that folds', ['GET /v1/pages HTTP/1.1', 'Host: a', `${key}\r\n x`]],
    ['an unknown method', ['BREW /v1/pages HTTP/1.1', 'Host: a', key]],
    ['a method without meaning here', ['TRACE /v1/pages HTTP/1.1', 'Host: a', key]],
    ['a tunnel', ['CONNECT example.com:80 HTTP/1.1', 'Host: a']],
    ['another address', ['GET http://example.com/v1/pages HTTP/1.1', 'Host: a']],
  ])('%s is harmless', async (_, lines) => {
    const ask = vi.fn(async () => given)
    const { served } = await start({}, { ask })
    const reply = await send(served.address, `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n{}`)
    expect(reply).not.toContain('200 OK')
    expect(ask).not.toHaveBeenCalled()
    expect((await fetch(`${served.address}/healthz`)).status).toBe(200)
  })

  async function send(address: string, text: string): Promise<string> {
    const { port } = new URL(address)
    const socket = connect(Number(port), '127.0.0.1')
    let reply = ''
    socket.on('data', (chunk) => {
      reply += chunk
    })
    socket.end(text)
    await once(socket, 'close')
    return reply
  }
})
