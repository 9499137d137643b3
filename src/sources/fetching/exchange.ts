import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestPlain,
} from 'node:http'
import { request as requestSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import { PlumblineError } from '../../domain/errors.ts'
import { codeOf } from './body.ts'
import type { FetchRules, Method } from './contract.ts'
import { duration, fault, megabytes, shown } from './faults.ts'
import { isAccepted } from './media-types.ts'
import { wordsOf } from './network-words.ts'

/** Header lines of one answer, in bytes. */
const maxHeaderSize = 32 * 1_024
/** Bytes that are read to keep a connection, though nobody wants them. */
const smallBody = 64 * 1_024

/** What is sent over the wire, once. */
export interface Sent {
  readonly url: URL
  readonly method: Method | 'PUT' | 'PATCH'
  readonly headers: OutgoingHttpHeaders
  readonly body: string | null
  readonly accept: string | undefined
}

/** Over what it is sent. */
export interface Line {
  readonly agent: Agent
  readonly lookup: LookupFunction
  readonly now: () => number
  /** What is under way, so that it can be ended. */
  readonly open: Set<ClientRequest>
}

/** What came back, still packed; or why nothing did, and whether another try may help. */
export type Outcome =
  | {
      readonly is: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Buffer
      /** Milliseconds to the first byte, and to the last. */
      readonly latency: number
      readonly milliseconds: number
    }
  | {
      readonly is: 'fault'
      readonly fault: PlumblineError
      /** At once where a connection that was kept open turned out to be closed. */
      readonly again: 'never' | 'later' | 'at once'
    }

type Bounds = Pick<FetchRules, 'maxBytes' | 'timeout'>

/** Sends one request and reads its answer within the bounds; no redirects, no second tries. */
export const exchange = (sent: Sent, bounds: Bounds, line: Line): Promise<Outcome> =>
  new Promise((resolve) => {
    const started = line.now()
    const request = sent.url.protocol === 'https:' ? requestSecure : requestPlain
    const { agent, lookup } = line
    const { method, headers } = sent
    const outgoing = request(sent.url, { agent, lookup, method, headers, maxHeaderSize })
    const deadline = setTimeout(
      () => end({ is: 'fault', fault: tooSlow(sent, bounds), again: 'never' }),
      bounds.timeout,
    )
    let isOver = false
    const end = (outcome: Outcome): void => {
      if (isOver) return
      isOver = true
      clearTimeout(deadline)
      line.open.delete(outgoing)
      resolve(outcome)
      // Whatever is still to come is of no use; a connection that was read to its end is kept.
      if (outcome.is === 'fault') outgoing.destroy()
    }
    line.open.add(outgoing)
    outgoing.on('error', (error) => end(broken(sent, error, outgoing.reusedSocket)))
    // Without an error too, where a server switches to something that is not HTTP.
    outgoing.once('close', () => {
      if (!isOver) end(broken(sent, closedEarly(), false))
    })
    outgoing.once('response', (incoming) => {
      const latency = Math.max(0, line.now() - started)
      incoming.on('error', (error) => end(broken(sent, error, false)))
      const finish = (body: Buffer): void => {
        const milliseconds = Math.max(latency, line.now() - started)
        const status = incoming.statusCode ?? 0
        end({ is: 'answer', status, headers: flat(incoming), body, latency, milliseconds })
      }
      readBody(sent, incoming, bounds.maxBytes, finish, (error) =>
        end({ is: 'fault', fault: error, again: 'never' }),
      )
    })
    outgoing.end(sent.body ?? undefined)
  })

const readBody = (
  sent: Sent,
  incoming: IncomingMessage,
  maxBytes: number,
  finish: (body: Buffer) => void,
  refuse: (error: PlumblineError) => void,
): void => {
  const { headers } = incoming
  const length = Number(headers['content-length'] ?? Number.NaN)
  const isBare =
    sent.method === 'HEAD' || incoming.statusCode === 204 || incoming.statusCode === 304
  const isWanted = isBare || isAccepted(headers['content-type'] ?? '', sent.accept)
  // A small body costs less than a new connection.
  if (!isWanted && !(length <= smallBody)) {
    finish(nothing)
    incoming.destroy()
    return
  }
  if (!isBare && length > maxBytes) {
    refuse(tooLarge(sent, maxBytes))
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) refuse(tooLarge(sent, maxBytes))
    else if (isWanted) chunks.push(chunk)
  })
  incoming.once('end', () => {
    const [only] = chunks
    finish(chunks.length === 1 && only ? only : Buffer.concat(chunks))
  })
}

const nothing = Buffer.alloc(0)

const flat = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [
      name,
      typeof value === 'string' ? value : value.join('\n'),
    ]),
  )

const closedEarly = (): Error =>
  Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })

const tooSlow = ({ url }: Sent, { timeout }: Bounds): PlumblineError =>
  fault('source.too-slow', `${shown(url)} was not there whole after ${duration(timeout)} (timeout)`)

const tooLarge = ({ url }: Sent, maxBytes: number): PlumblineError =>
  fault(
    'source.too-large',
    `${shown(url)} is larger than the ${megabytes(maxBytes)} (maxBytes) that one page may have`,
  )

const broken = ({ url }: Sent, error: Error, wasReused: boolean): Outcome => {
  if (error instanceof PlumblineError) return { is: 'fault', fault: error, again: 'never' }
  const code = codeOf(error)
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `the headers of ${shown(url)} are larger than ${megabytes(maxHeaderSize)}`
    return { is: 'fault', fault: fault('source.too-large', message), again: 'never' }
  }
  const { words, again } = wordsOf(error, code)
  const stale = wasReused && (code === 'ECONNRESET' || code === 'EPIPE')
  const message = `cannot read ${shown(url)}: ${words}`
  return {
    is: 'fault',
    fault: fault('source.unreachable', message, error),
    again: stale ? 'at once' : again,
  }
}
