import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { ConnectionError, FastifyInstance } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import { problemType, securityHeaders, unreadableRequest } from './problem.ts'

/** Bytes that are no UTF-8 are refused: what would be judged in their place is not what was sent. */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      let text: string
      try {
        text = utf8.decode(body)
      } catch {
        done(new PlumblineError('input.invalid', 'the body is not valid UTF-8'))
        return
      }
      parse(request, text, done)
    },
  )
}

/** Of these Node keeps the first and lets the others go, while whoever passed the request on may have gone by the last. */
const toldOnce = ['authorization', 'host', 'content-type']

/** Where a request says twice who asks, whom, or in what, it cannot be told which is meant: it is refused. */
export function refuseRepeated(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }) => {
    const names = raw.rawHeaders.filter((_, index) => index % 2 === 0)
    const told = names.map((name) => name.toLowerCase()).filter((name) => toldOnce.includes(name))
    const twice = told.find((name, index) => told.indexOf(name) !== index)
    if (twice !== undefined)
      throw new PlumblineError('input.invalid', `this request has more than one header ${twice}`)
  })
}

/** What is no HTTP never becomes a request; its sender gets a problem in the same shape all the same. */
export function refuseUnreadable({ code }: ConnectionError, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = unreadableRequest(code, randomUUID())
  const body = JSON.stringify(problem)
  const headers = {
    ...securityHeaders,
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`)
}
