import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { listen } from './wikis/free-port.ts'

/** One request that a stub was sent. */
export interface Sent {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a stub answers: a body with its status and headers, or whatever else it wants to do to the connection. */
export type StubReply =
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body: string
    }
  | ((response: ServerResponse) => void)

/** A server that answers as it is told, and keeps what it was sent; it goes with the test. */
export interface StubServer {
  readonly url: string
  readonly requests: readonly Sent[]
}

export const json = (body: unknown, status = 200): StubReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Never answers. */
export const silence: StubReply = () => {}

/** Cuts the connection. */
export const cut: StubReply = (response) => {
  response.destroy()
}

/** Starts a server; each request is answered by what `answer` makes of it. */
export async function stubServer(
  answer: (request: Sent, count: number) => StubReply,
): Promise<StubServer> {
  const requests: Sent[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const sent = { method, path, headers, body: Buffer.concat(chunks).toString() }
    requests.push(sent)
    const reply = answer(sent, requests.length)
    if (typeof reply === 'function') return reply(response)
    response.writeHead(reply.status ?? 200, { ...reply.headers }).end(reply.body)
  })
  const url = `http://127.0.0.1:${await listen(server)}`
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  )
  return { url, requests }
}
