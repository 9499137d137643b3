import { createServer, type IncomingMessage } from 'node:http'
import { listen } from '../../support/wikis/free-port.ts'
import { type RequestLog, startRequestLog } from '../../support/wikis/request-log.ts'

/** A question to a server that behaves as a documentation says. */
export interface Question {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body's JSON; undefined where there is none. */
  readonly body: unknown
}

export interface Said {
  readonly status: number
  /** Sent as JSON unless it is a string. */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Such a server behind a door that writes down what passes and fails when it is told to. */
export interface ContractServer {
  readonly url: string
  readonly log: RequestLog
  /** After so many answers the next one is 429 with Retry-After; then as many again. */
  limit(answers: number, retryAfter: number): void
  /** Asked after each answer is made, before it is sent: where a test changes things while they are listed. */
  afterNext(which: (question: Question) => boolean, what: () => void): void
  stop(): Promise<void>
}

export async function startContractServer(
  answer: (question: Question) => Said,
  tooMany: unknown,
): Promise<ContractServer> {
  const log = await startRequestLog()
  let limited: { readonly answers: number; readonly retryAfter: number; left: number } | null = null
  const planned: { which: (question: Question) => boolean; what: () => void }[] = []
  const said = (question: Question): Said => {
    if (limited !== null && limited.left === 0) {
      limited.left = limited.answers
      return { status: 429, body: tooMany, headers: { 'retry-after': String(limited.retryAfter) } }
    }
    if (limited !== null) limited.left -= 1
    const reply = answer(question)
    const at = planned.findIndex(({ which }) => which(question))
    for (const { what } of at < 0 ? [] : planned.splice(at, 1)) what()
    return reply
  }
  const server = createServer((incoming, outgoing) => {
    questionOf(incoming).then(
      (question) => {
        const { status, body, headers = {} } = said(question)
        const isText = typeof body === 'string'
        const type = isText ? 'text/html' : 'application/json'
        outgoing
          .writeHead(status, { 'content-type': type, ...headers })
          .end(isText ? body : JSON.stringify(body))
      },
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    )
  })
  log.forwardTo(await listen(server))
  return {
    url: log.url,
    log,
    limit: (answers, retryAfter) => {
      limited = { answers, retryAfter, left: answers }
    },
    afterNext: (which, what) => planned.push({ which, what }),
    stop: async () => {
      await log.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function questionOf(incoming: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://wiki.example')
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    authorization: incoming.headers.authorization ?? '',
    headers: incoming.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}
