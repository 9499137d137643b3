import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import { listen } from './free-port.ts'

/** What somebody asked of a wiki. */
export interface LoggedRequest {
  readonly method: string
  /** Path and query, just as they were asked. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Text of the request, cut at 64 KiB. */
  readonly body: string
  /** What was answered; 0 where the connection was cut. */
  readonly status: number
}

/** How a request fails: by an answer, by silence, or in the middle of the wiki's own answer. */
export type Fault =
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  | 'cut'
  | 'cut midway'

/**
 * A door in front of a wiki that writes down what passes, and can be told to fail. It stands in this very process: whoever asks by a
 * synchronous call, such as `spawnSync`, waits for ever.
 */
export interface RequestLog {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string
  /** In the order in which they were answered. */
  readonly requests: readonly LoggedRequest[]
  clear(): void
  /** The next `count` requests (of those that `which` names) fail; the wiki never hears of them, but for `cut midway`. */
  failNext(count: number, fault: Fault, which?: (asked: AskedRequest) => boolean): void
  /** Everything passes again. */
  heal(): void
  /** Whom the door stands before; until it is told, everything is answered by 502. */
  forwardTo(port: number): void
  stop(): Promise<void>
}

export type AskedRequest = Pick<LoggedRequest, 'method' | 'url' | 'headers' | 'body'>

interface Planned {
  left: number
  readonly fault: Fault
  readonly which: (asked: AskedRequest) => boolean
}

const loggedBytes = 64 * 1024

export async function startRequestLog(): Promise<RequestLog> {
  const requests: LoggedRequest[] = []
  const planned: Planned[] = []
  // PHP's own server closes every connection; a pooled one would now and then be dead when it is used.
  const agent = new Agent({ keepAlive: false })
  let target: number | undefined

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = incoming
    const body = await bytesOf(incoming)
    const asked = { method, url, headers, body: body.subarray(0, loggedBytes).toString() }
    const plan = planned.find(({ left, which }) => left > 0 && which(asked))
    if (plan !== undefined) plan.left -= 1
    const log = (status: number): number => requests.push({ ...asked, status })
    if (plan?.fault === 'cut') {
      log(0)
      outgoing.destroy()
    } else if (plan !== undefined && plan.fault !== 'cut midway') {
      const { status, headers: extra, body: text = '' } = plan.fault
      log(status)
      outgoing.writeHead(status, { 'Content-Type': 'text/plain', ...extra }).end(text)
    } else if (target === undefined) {
      log(502)
      outgoing.writeHead(502).end()
    } else {
      const reply = await passOn(target, agent, incoming, body)
      log(plan === undefined ? (reply.statusCode ?? 502) : 0)
      outgoing.writeHead(reply.statusCode ?? 502, endToEnd(reply.rawHeaders))
      if (plan === undefined) reply.pipe(outgoing)
      else {
        const whole = await bytesOf(reply)
        const half = whole.subarray(0, Math.floor(whole.length / 2))
        outgoing.write(half, () => outgoing.destroy())
      }
    }
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => {
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end('The wiki behind the request log did not answer.')
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    clear: () => requests.splice(0),
    failNext: (left, fault, which = () => true) => planned.push({ left, fault, which }),
    heal: () => planned.splice(0),
    forwardTo: (to) => {
      target = to
    },
    stop: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The host's name stays what was asked for: a wiki builds its links from it. */
const passOn = (
  port: number,
  agent: Agent,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { 'transfer-encoding': _, connection: __, ...passed } = headers
    const whole = body.length > 0 ? { ...passed, 'content-length': body.length } : passed
    const options = { host: '127.0.0.1', port, method, path: url, headers: whole, agent }
    request(options, resolve).on('error', reject).end(body)
  })

/** Headers that speak of one connection are not those of the other. */
function endToEnd(raw: readonly string[]): OutgoingHttpHeaders {
  const headers: Record<string, string[]> = {}
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? ''
    if (['connection', 'keep-alive', 'transfer-encoding'].includes(name)) continue
    headers[name] = [...(headers[name] ?? []), raw[at + 1] ?? '']
  }
  return headers
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
