import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { PlumblineError } from '../../src/domain/errors.ts'
import { type McpDesk, mcpServer } from './server.ts'

/** Bytes that may wait to be read: a few of the largest requests that HTTP takes. */
const maxBufferSize = 4 * 1_048_576

/** Agents give up after a minute. */
const longestWait = 45_000

/** Where messages come from and go to. */
export interface StdioOptions
  extends Pick<McpDesk, 'plumbline' | 'version' | 'principal' | 'report'> {
  /** The first index; calls wait for it. */
  readonly indexed: Promise<void>
  /** How long a call waits for it, in milliseconds; 45,000 unless given. */
  readonly patience?: number
  readonly input?: Readable
  readonly output?: Writable
  /** Where SIGTERM and SIGINT come from. */
  readonly signals?: EventEmitter
}

/** Speaks MCP over standard input and output, until the input ends and what was asked is answered, or a signal comes. */
export async function serveStdio(options: StdioOptions): Promise<void> {
  const { indexed, input = process.stdin, output = process.stdout, signals = process } = options
  const { patience = longestWait } = options
  const transport = new StdioServerTransport(input, output, { maxBufferSize })
  const server = mcpServer({
    ...options,
    ready: () => soon(indexed, patience),
    requestId: randomUUID,
  })
  server.server.onerror = (fault) => options.report(fault, 'protocol')
  // No message may come in before it is counted.
  input.pause()
  const over = new Promise<void>((resolve, reject) => {
    const stop = (): void => resolve()
    server.server.onclose = stop
    output.once('error', stop)
    for (const signal of stopSignals) signals.once(signal, stop)
    input.once('end', stop).once('close', stop)
    refuseOtherThanUtf8(input, reject)
  })
  await server.connect(transport)
  const answered = unanswered(transport)
  input.resume()
  try {
    await over
    await answered(signals)
  } finally {
    await server.close()
  }
}

const stopSignals = ['SIGTERM', 'SIGINT'] as const

/** The protocol reads bytes that are no UTF-8 as other words: what would be judged is not what was sent. */
function refuseOtherThanUtf8(input: Readable, refuse: (fault: Error) => void): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  input.on('data', (chunk: Buffer) => {
    try {
      utf8.decode(chunk, { stream: true })
    } catch {
      refuse(new PlumblineError('input.invalid', 'standard input is not valid UTF-8'))
    }
  })
}

/** Keeps count of requests without a reply; gives what waits until there is none, a signal comes, or nobody can be waiting any more. */
function unanswered(transport: StdioServerTransport): (signals: EventEmitter) => Promise<void> {
  const waiting = new Set<unknown>()
  let tell = (): void => undefined
  const { onmessage } = transport
  const send = transport.send.bind(transport)
  transport.onmessage = (message) => {
    if ('method' in message && 'id' in message) waiting.add(message.id)
    onmessage?.(message)
  }
  transport.send = async (message) => {
    await send(message)
    if ('id' in message && waiting.delete(message.id) && waiting.size === 0) tell()
  }
  return (signals) =>
    new Promise((resolve) => {
      tell = resolve
      if (waiting.size === 0) resolve()
      for (const signal of stopSignals) signals.once(signal, resolve)
      // A call that waited for the index as long as it may is judged then.
      setTimeout(resolve, 2 * longestWait).unref()
    })
}

/** Waits for the first index, but not so long that the agent gives up. */
const soon = (indexed: Promise<void>, patience: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const because = 'pages and code are still being read for the first time'
    const timer = setTimeout(() => reject(new PlumblineError('server.starting', because)), patience)
    indexed.then(resolve, reject).finally(() => clearTimeout(timer))
  })
