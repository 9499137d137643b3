import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { problemSchema } from '../../server/problem.ts'
import { fakePlumbline, keyFor } from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
let port = 0

beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0 })).port)
})
afterAll(() => app.close())

/** Everything that the server answers to these bytes. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

describe('what is no request is answered in the shape of every error', () => {
  test.each([
    ['an unknown method', 'STEAL / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['headers too long', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s', async (_, bytes, status) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head).toContain('content-type: application/problem+json')
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ status, code: 'input.invalid' })
  })
})

test.each(['/v1/answers', '/v1/verifications'])(
  'a body for %s that is no UTF-8 is refused: other words would be judged in its place',
  async (url) => {
    const reply = await app.inject({
      method: 'POST',
      url,
      payload: Buffer.from('{"query":"r\u00e9start"}', 'latin1'),
      headers: {
        authorization: `Bearer ${keyFor('engineer')}`,
        'content-type': 'application/json',
      },
    })
    expect(reply.statusCode).toBe(400)
    expect(problemSchema.parse(reply.json()).detail).toBe('the body is not valid UTF-8')
  },
)

test('a request that is never finished ends', () => {
  expect(app.server.requestTimeout).toBeGreaterThan(0)
})
