import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { fakePlumbline, keyFor } from '../support/fake-plumbline.ts'
import { routesOf, type ServedRoute } from '../support/routes.ts'

const app = buildApp(fakePlumbline())
let port = 0
let guarded: readonly ServedRoute[] = []

beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0 })).port)
  guarded = (await routesOf(fakePlumbline())).filter(({ access }) => access !== 'public')
})
afterAll(() => app.close())

/** Everything that the server answers to these bytes, which no client would send in good faith. */
async function answerTo(...lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.write(lines.join('\r\n'))
  await once(socket, 'close')
  return answer
}

const end = ['Connection: close', '', '']
const host = () => `Host: 127.0.0.1:${port}`
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])
const countOf = (answer: string): number => answer.split(/HTTP\/1\.1 \d{3} /).length - 1

/** Ways of writing a path that some servers take for another, and those before them do not. */
const paths: readonly (readonly [string, (path: string) => string])[] = [
  ['in capitals', (path) => path.toUpperCase()],
  ['with a slash at its end', (path) => `${path}/`],
  ['with two slashes before it', (path) => `/${path}`],
  ['with two slashes within', (path) => path.replace(/(?<=.)\//, '//')],
  ['with a dot at its end', (path) => `${path}.`],
  ['with a dot as a folder', (path) => `/.${path}`],
  ['by the way of a folder above', (path) => `/healthz/..${path}`],
  ['by an encoded folder above', (path) => `/healthz/..%2f${path.slice(1)}`],
  ['by a folder above in two codes', (path) => `/healthz/%2e%2e${path}`],
  ['by an overlong slash', (path) => `/healthz/..%c0%af${path.slice(1)}`],
  ['with encoded slashes', (path) => `/${path.slice(1).replaceAll('/', '%2f')}`],
  ['with an encoded letter', (path) => path.replace(/[a-z](?=[^/]*$)/, encoded)],
  ['with a letter encoded twice', (path) => path.replace(/[a-z](?=[^/]*$)/, '%25$&')],
  ['with a null byte', (path) => `${path}%00`],
  ['with a null byte and a file', (path) => `${path}%00.css`],
  ['as a file', (path) => `${path}.css`],
  ['with a parameter of a path', (path) => `${path};a=/healthz`],
  ['by the way of a parameter', (path) => `/healthz;/..${path}`],
  ['with a blank', (path) => `${path}%20`],
  ['with a tab', (path) => `${path}%09`],
  ['with back slashes', (path) => path.replaceAll('/', '\\')],
  ['with a broad slash', (path) => path.replaceAll('/', '%ef%bc%8f')],
  ['with a query that looks like another', (path) => `${path}?/healthz`],
  ['with a fragment', (path) => `${path}#/healthz`],
  ['as a whole address', (path) => `http://127.0.0.1:${port}${path}`],
  ['as a whole address of another', (path) => `http://evil.example${path}`],
  ['as an address without a scheme', (path) => `//evil.example${path}`],
]
const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16)}`

describe('a path', () => {
  test.each(paths)(
    '%s is no way round: nothing comes out, and nothing leads elsewhere',
    async (_, disguised) => {
      for (const { method, url, name } of guarded) {
        const path = disguised(url.replace(':id', 'ans_given'))
        const answer = await answerTo(`${method} ${path} HTTP/1.1`, host(), ...end)
        const [head = ''] = answer.split('\r\n\r\n')
        expect([name, statusOf(answer)]).toEqual([name, expect.toSatisfy(isRefusal)])
        expect(head).not.toMatch(/^location: (?!\/sign-in\?next=)/im)
      }
    },
  )

  test.each(paths)('%s opens nothing to a key without the scope', async (_, disguised) => {
    const key = `Authorization: Bearer ${keyFor('agent')}`
    for (const { method, url, name } of guarded.filter(({ access }) => isForOthers(access))) {
      const path = disguised(url.replace(':id', 'runbooks'))
      const answer = await answerTo(`${method} ${path} HTTP/1.1`, host(), key, ...end)
      expect([name, statusOf(answer)]).toEqual([name, expect.toSatisfy(isRefusal)])
    }
  })

  const isForOthers = (access: ServedRoute['access']): boolean =>
    Array.isArray(access) && !access.includes('agent')
  /** The sign-in is shown to whoever is not signed in. */
  const isRefusal = (status: number): boolean => status === 303 || (status >= 400 && status < 500)
})

const health = 'GET /healthz HTTP/1.1'
const audit = 'GET /v1/audit HTTP/1.1'
const agent = `Authorization: Bearer ${keyFor('agent')}`
const operator = `Authorization: Bearer ${keyFor('operator')}`

describe('headers', () => {
  test.each([
    ['X-Original-URL: /healthz'],
    ['X-Rewrite-URL: /healthz'],
    ['X-HTTP-Method-Override: OPTIONS'],
    ['X-Forwarded-For: 127.0.0.1'],
    ['Forwarded: for=127.0.0.1;host=localhost'],
    ['X-Real-IP: 127.0.0.1'],
    ['X-Forwarded-User: operator'],
    ['X-Remote-User: operator'],
    ['X-Forwarded-Authorization: Bearer plk_operator'],
    ['Proxy-Authorization: Bearer plk_operator'],
    ['X-Api-Key: plk_operator'],
    ['Cookie: authorization=Bearer plk_operator; key=plk_operator'],
    ['Connection: Authorization, close'],
  ])('%s says nothing of who asks, or for what', async (header) => {
    expect(statusOf(await answerTo(audit, host(), header, ...end))).toBe(401)
    expect(statusOf(await answerTo(audit, host(), agent, header, ...end))).toBe(403)
  })

  test.each(['X-Original-URL', 'X-Rewrite-URL'])(
    '%s does not lead past what was asked for',
    async (name) => {
      const answer = await answerTo(health, host(), operator, `${name}: /v1/audit`, ...end)
      expect([statusOf(answer), answer.includes('"items"')]).toEqual([200, false])
    },
  )

  test.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])(
    '%s makes no request another one',
    async (name) => {
      const asked = `GET /v1/approvals?_method=POST HTTP/1.1`
      const answer = await answerTo(asked, host(), agent, `${name}: POST`, ...end)
      expect([statusOf(answer), answer.includes('"items"')]).toEqual([400, false])
    },
  )

  test.each([
    ['two keys, the better one last', [host(), agent, operator]],
    ['two keys, the better one first', [host(), operator, agent]],
    ['a key twice', [host(), operator, operator]],
    ['two hosts', [host(), 'Host: evil.example', operator]],
    [
      'two types of body',
      [host(), operator, 'Content-Type: a/b', 'Content-Type: application/json'],
    ],
    ['no host', [operator]],
  ])('%s: who is meant cannot be told, so nobody is', async (_, headers) => {
    const answer = await answerTo(audit, ...headers, ...end)
    expect([statusOf(answer), answer.includes('"items"')]).toEqual([400, false])
  })
})

describe('lengths', () => {
  const hidden = [audit, host(), operator, '', ''].join('\r\n')
  test.each([
    ['within a body', [`Content-Length: ${hidden.length}`]],
    ['behind a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['behind chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
    ['behind two lengths', ['Content-Length: 0', `Content-Length: ${hidden.length}`]],
    ['behind two lengths in one', [`Content-Length: 0, ${hidden.length}`]],
    ['behind a length with a sign', [`Content-Length: +${hidden.length}`]],
    ['behind a length in hexadecimal', ['Content-Length: 0x0']],
    ['behind a blank before the colon', [`Content-Length : ${hidden.length}`]],
    ['behind chunks that are no chunks', ['Transfer-Encoding: xchunked']],
    ['behind chunks that are not last', ['Transfer-Encoding: chunked, identity']],
    ['behind chunks told twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']],
    ['behind a header that folds', ['X: a', ` Transfer-Encoding: chunked`, 'Content-Length: 4']],
    ['behind a bare line feed', ['X: a\nTransfer-Encoding: chunked']],
  ])('a request %s is not heard beside the one that carries it', async (_, headers) => {
    const carrier = ['POST /v1/answers HTTP/1.1', host(), 'Content-Type: application/json']
    const answer = await answerTo(...carrier, ...headers, 'Connection: close', '', hidden)
    expect([countOf(answer), answer.includes('"items"')]).toEqual([1, false])
  })
})
