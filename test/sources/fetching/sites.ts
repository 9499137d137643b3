import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach } from 'vitest'
import type { FetchRules, FetchTools, PoliteFetch } from '../../../src/sources/fetching/contract.ts'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'

/** A real server on this machine. */
export interface Site {
  readonly host: string
  readonly origin: string
  /** How many connections were made to it. */
  connections(): number
}

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

/** Starts a server that ends with the test. */
export const site = async (answer: RequestListener): Promise<Site> => {
  let made = 0
  const server = createServer(answer)
  server.on('connection', () => made++)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  endings.push(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, connections: () => made }
}

/** Starts a server that says these bytes, whatever it is asked, and keeps the connection open. */
export const rawSite = async (say: (socket: Socket, asked: number) => void): Promise<Site> => {
  let made = 0
  let asked = 0
  const server = createServer()
  server.removeAllListeners('connection')
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    made++
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => say(socket, ++asked))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  endings.push(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, connections: () => made }
}

/** Rules that leave room for a test's own. */
export const rules = (hosts: readonly string[], own: Partial<FetchRules> = {}): FetchRules => ({
  hosts,
  privateNetwork: true,
  concurrency: 4,
  delay: 0,
  maxBytes: 1_000_000,
  timeout: 20_000,
  maxRedirects: 5,
  attempts: 3,
  ...own,
})

/** A clock that stands still but for who sleeps, and a list of their sleeps. */
export interface Hourglass {
  readonly tools: FetchTools
  readonly slept: readonly number[]
  now(): number
}

export const noon = Date.UTC(2026, 2, 4, 12)

export const hourglass = (own: Partial<FetchTools> = {}): Hourglass => {
  let now = noon
  const slept: number[] = []
  const tools: FetchTools = {
    version: '1.2.3',
    now: () => now,
    random: () => 1,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      await new Promise((tick) => setImmediate(tick))
      now += milliseconds
    },
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    ...own,
  }
  return { tools, slept, now: () => now }
}

/** Fetching that ends with the test. */
export const fetching = (of: FetchRules, tools: FetchTools = hourglass().tools): PoliteFetch => {
  const fetch = politeFetch(of, tools)
  endings.push(() => fetch.close())
  return fetch
}
