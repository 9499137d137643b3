import { EventEmitter, once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { type Served, type ServeOptions, serve } from '../../server/main.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import { crawlSummary, fakePlumbline, found, given, keyFor } from '../support/fake-plumbline.ts'

const open: Served[] = []
const agents: Agent[] = []
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy()
  for (const served of open.splice(0)) await served.close()
})

// Long enough for a machine that is busy; a server whose connections are gone waits no longer.
const farewell = 10_000
const patient = { timeout: 10_000 }

async function start(
  replaced: Partial<ServedPlumbline> = {},
  options: ServeOptions = { farewell },
) {
  const signals = new EventEmitter()
  const close = vi.fn(async () => {})
  const plumbline = { ...fakePlumbline(replaced), close, poll: () => () => {} }
  const log = { level: 'error', stream: { write: () => {} } } as const
  const served = await serve(plumbline, { port: 0, log, signals, ...options })
  open.push(served)
  return { served, stop: () => signals.emit('SIGTERM'), close, port: portOf(served) }
}

const portOf = ({ address }: Served): number => Number(new URL(address).port)

const question = JSON.stringify({ query: 'why' })
const head = [
  'POST /v1/answers HTTP/1.1',
  'Host: plumbline',
  `Authorization: Bearer ${keyFor('agent')}`,
  'Content-Type: application/json',
  `Content-Length: ${question.length}`,
  '\r\n',
].join('\r\n')

/** A connection, and all that came over it so far. */
async function connected(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'connect')
  const bodies = () =>
    text
      .split(/(?=HTTP\/1\.1 )/)
      .filter((reply) => reply.endsWith('}'))
      .map((reply) => reply.split('\r\n\r\n'))
  return { socket, text: () => text, bodies }
}

const refusal = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve('none'))
    socket.on('connect', () => socket.destroy())
    socket.on('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? ''))
  })

test('a connection that was idle brings one more request, and is told to close', async () => {
  const { stop, port, close } = await start()
  const { socket, bodies } = await connected(port)
  socket.write(head + question)
  await expect.poll(() => bodies().length, patient).toBe(1)
  stop()
  await expect.poll(() => refusal(port), patient).toBe('ECONNREFUSED')
  expect(close).not.toHaveBeenCalled()
  socket.write(head + question)
  await once(socket, 'close')
  const [, [headers = '', body = ''] = []] = bodies()
  expect(headers).toMatch(/^HTTP\/1\.1 200 /)
  expect(headers).toMatch(/^connection: close$/im)
  expect(JSON.parse(body)).toMatchObject({ id: given.id })
  await expect.poll(() => close.mock.calls.length, patient).toBe(1)
})

test('a request of which half had come is answered whole', async () => {
  const { stop, port } = await start()
  const { socket, bodies } = await connected(port)
  socket.write(head + question.slice(0, 5))
  // Another connection tells that the first has been taken up: they come in order.
  const second = await connected(port)
  second.socket.write(head + question)
  await expect.poll(() => second.bodies().length, patient).toBe(1)
  second.socket.destroy()
  stop()
  await expect.poll(() => refusal(port), patient).toBe('ECONNREFUSED')
  socket.write(question.slice(5))
  await once(socket, 'close')
  const [[headers, body = ''] = []] = bodies()
  expect(headers).toMatch(/^HTTP\/1\.1 200 /)
  expect(JSON.parse(body)).toMatchObject({ id: given.id })
})

test('whoever watches a crawl does not hold the server up', async () => {
  const { served, port, close } = await start(
    {
      async *watchCrawl(_, signal) {
        yield { ...crawlSummary, status: 'running', finishedAt: null }
        await once(signal ?? new AbortController().signal, 'abort')
      },
    },
    {},
  )
  const events = await fetch(`http://127.0.0.1:${port}/v1/crawls/crw_1/events`, {
    headers: { authorization: `Bearer ${keyFor('operator')}` },
  })
  await served.close()
  expect(await events.text()).toContain('event: running')
  expect(close).toHaveBeenCalledTimes(1)
})

interface Outcome {
  readonly status?: number
  readonly whole?: boolean
  readonly fault?: string
}

/** One search over a kept connection or a new one. */
const search = (port: number, agent: Agent): Promise<Outcome> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${keyFor('agent')}` }
    const options = { port, host: '127.0.0.1', path: '/v1/search?query=why', agent, headers }
    const sent = request(options, (reply) => {
      let text = ''
      reply.on('data', (chunk) => {
        text += chunk
      })
      reply.on('close', () =>
        resolve({ status: reply.statusCode ?? 0, whole: text === JSON.stringify(found) }),
      )
    })
    sent.on('error', (fault: NodeJS.ErrnoException) =>
      resolve({ fault: `${fault.code}${sent.reusedSocket ? ' over a kept connection' : ''}` }),
    )
    sent.end()
  })

// Who is in the system's queue as the door closes is reset, before anything was read; nobody is over a connection that was taken up.
const refusals = ['ECONNREFUSED', 'ECONNRESET']

test.each([
  ['kept connections', true],
  ['new connections', false],
])('under load over %s all that was taken up is answered whole', async (_, keepAlive) => {
  let takenUp = 0
  const { served, stop, port, close } = await start({
    search: async () => {
      takenUp += 1
      await new Promise((resolve) => setTimeout(resolve, 3))
      return found
    },
  })
  const outcomes: Outcome[] = []
  const keepAsking = async () => {
    const agent = new Agent({ keepAlive, maxSockets: 1 })
    agents.push(agent)
    for (;;) {
      const outcome = await search(port, agent)
      outcomes.push(outcome)
      if (outcome.fault !== undefined) return
    }
  }
  const asking = Promise.all(Array.from({ length: 20 }, keepAsking))
  await expect.poll(() => outcomes.length, patient).toBeGreaterThan(30)
  stop()
  await asking
  await served.close()
  expect(close).toHaveBeenCalledTimes(1)
  const faults = outcomes.flatMap(({ fault }) => fault ?? [])
  expect(faults.filter((fault) => !refusals.includes(fault))).toEqual([])
  expect(faults.length).toBe(20)
  const whole = outcomes.filter(({ status, whole }) => status === 200 && whole === true)
  expect(whole.length).toBe(takenUp)
  expect(outcomes.length).toBe(takenUp + 20)
})
