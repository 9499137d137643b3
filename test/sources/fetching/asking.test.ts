import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import { fetching, rules, site } from './sites.ts'

describe('asking', () => {
  test('says who asks, and takes what it can unpack', async () => {
    let seen: IncomingHttpHeaders = {}
    const wiki = await site((asked, reply) => {
      seen = asked.headers
      reply.end()
    })
    await fetching(rules([wiki.host])).ask({
      url: wiki.origin,
      headers: { 'x-requested-with': 'TiddlyWiki' },
    })
    expect(seen).toEqual({
      host: wiki.host,
      connection: 'keep-alive',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Plumbline/1.2.3 (+documentation crawler)',
      'x-requested-with': 'TiddlyWiki',
    })
  })

  test('with this machine’s own clock and resolver', async () => {
    const wiki = await site((_, reply) => reply.end('page'))
    const port = wiki.host.split(':')[1]
    const fetch = fetching(rules([`localhost:${port}`]), machineTools('1.2.3'))
    const reply = await fetch.ask({ url: `http://localhost:${port}/` })
    expect(reply.status).toBe(200)
    expect(reply.milliseconds).toBeGreaterThanOrEqual(0)
  })

  test('an unchanged page is a 304 by what an earlier reply gave', async () => {
    const modified = 'Wed, 04 Mar 2026 11:00:00 GMT'
    const wiki = await site((asked, reply) => {
      const isKnown =
        asked.headers['if-none-match'] === 'W/"7"' &&
        asked.headers['if-modified-since'] === modified
      reply.writeHead(isKnown ? 304 : 200, { etag: 'W/"7"', 'last-modified': modified })
      reply.end(isKnown ? undefined : 'page')
    })
    const fetch = fetching(rules([wiki.host]))
    const { headers } = await fetch.ask({ url: wiki.origin, etag: null, modified: null })
    const again = await fetch.ask({
      url: wiki.origin,
      etag: headers.etag ?? null,
      modified: headers['last-modified'] ?? null,
    })
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  })

  test.each(['', 'a\r\nx-evil: 1', '\u0000', 'ü—', 'x'.repeat(5_000)])(
    'an earlier etag that is no header is not sent: %j',
    async (etag) => {
      let seen: IncomingHttpHeaders = {}
      const wiki = await site((asked, reply) => {
        seen = asked.headers
        reply.end()
      })
      await fetching(rules([wiki.host])).ask({ url: wiki.origin, etag })
      expect(seen).not.toHaveProperty('if-none-match')
      expect(seen).not.toHaveProperty('x-evil')
    },
  )

  test.each([
    ['text/html; charset=utf-8', true],
    ['Text/HTML', true],
    ['application/xhtml+xml', true],
    ['image/png', false],
    ['application/octet-stream', false],
    ['text/htmlx', false],
    ['', true],
  ])('a body of %j is read: %s', async (type, isRead) => {
    const wiki = await site((_, reply) => {
      if (type !== '') reply.setHeader('content-type', type)
      reply.end('page')
    })
    const { status, body } = await fetching(rules([wiki.host])).ask({
      url: wiki.origin,
      accept: 'text/html, application/xhtml+xml;q=0.9',
    })
    expect(status).toBe(200)
    expect(Buffer.from(body).toString()).toBe(isRead ? 'page' : '')
  })

  test('of a body that is not worth reading nothing more is sent', async () => {
    const wiki = await site((_, reply) => {
      reply.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '900000000' })
      reply.write('x')
    })
    const fetch = fetching(rules([wiki.host]))
    for (let film = 0; film < 5; film++)
      expect((await fetch.ask({ url: wiki.origin, accept: 'text/*' })).body).toHaveLength(0)
  })

  test('of a small one that is not worth reading the connection is kept', async () => {
    const wiki = await site((_, reply) => {
      reply.writeHead(404, { 'content-type': 'text/html', 'content-length': '9' })
      reply.end('not found')
    })
    const fetch = fetching(rules([wiki.host]))
    for (let page = 0; page < 5; page++) {
      const reply = await fetch.ask({ url: wiki.origin, accept: 'application/json' })
      expect(reply).toMatchObject({ status: 404, body: Buffer.alloc(0) })
    }
    expect(wiki.connections()).toBe(1)
  })

  test('several headers of one name are joined', async () => {
    const wiki = await site((_, reply) => {
      reply.setHeader('set-cookie', ['a=1; Path=/', 'b=2'])
      reply.setHeader('link', ['<a>; rel=next', '<b>; rel=prev'])
      reply.end()
    })
    const { headers } = await fetching(rules([wiki.host])).ask({ url: wiki.origin })
    expect(headers).toMatchObject({
      'set-cookie': 'a=1; Path=/\nb=2',
      link: '<a>; rel=next, <b>; rel=prev',
    })
  })

  test('a POST sends its body by its length in bytes', async () => {
    const wiki = await site((asked, reply) => {
      asked.setEncoding('utf8')
      let body = ''
      asked.on('data', (chunk) => {
        body += chunk
      })
      asked.on('end', () => reply.end(`${asked.headers['content-length']} ${body}`))
    })
    const reply = await fetching(rules([wiki.host])).ask({
      url: wiki.origin,
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<a>ü</a>',
    })
    expect(Buffer.from(reply.body).toString()).toBe('9 <a>ü</a>')
  })
})
