import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { fetching, rules, type Site, site } from './sites.ts'

const secret = 'Bearer correct-horse-battery-staple'

/** A site that notes what it is asked, and sends on what its table says. */
const sending = async (table: Record<string, [status: number, location: string]>) => {
  const seen: IncomingMessage[] = []
  const bodies: string[] = []
  const it: Site = await site((asked, reply) => {
    seen.push(asked)
    let body = ''
    asked.on('data', (chunk) => {
      body += chunk
    })
    asked.on('end', () => {
      bodies.push(body)
      const [status, location] = table[asked.url ?? ''] ?? [200, '']
      if (location !== '') reply.setHeader('location', location)
      reply.statusCode = status
      reply.end(`${asked.method} ${asked.url}`)
    })
  })
  return { ...it, seen, bodies, table }
}

describe('redirects', () => {
  test('are followed on the hosts of the source, and told', async () => {
    const wiki = await sending({ '/a': [301, '/b'], '/b': [302, 'c?x=1#part'] })
    const reply = await fetching(rules([wiki.host])).ask({ url: `${wiki.origin}/a` })
    expect(reply).toMatchObject({
      status: 200,
      url: `${wiki.origin}/c?x=1`,
      redirects: [`${wiki.origin}/a`, `${wiki.origin}/b`],
    })
  })

  test('to a host that the source does not name are told, and not followed', async () => {
    const other = await sending({})
    const wiki = await sending({ '/a': [302, `${other.origin}/b?token=hunter2`] })
    await expect(
      fetching(rules([wiki.host])).ask({ url: `${wiki.origin}/a` }),
    ).rejects.toMatchObject({
      code: 'source.elsewhere',
      message: `${wiki.origin}/a redirects to ${other.origin}/b?…, which is on a host that the source does not name`,
    })
    expect(other.seen).toEqual([])
  })

  test.each([
    ['ftp://wiki.example/', 'source.refused'],
    ['file:///etc/passwd', 'source.refused'],
    ['http://reader:hunter2@127.0.0.1/', 'source.refused'],
    ['http://[', 'source.refused'],
    ['http://169.254.169.254/latest/meta-data/', 'source.elsewhere'],
    ['http://2852039166/latest/meta-data/', 'source.elsewhere'],
    ['//evil.example/', 'source.elsewhere'],
  ])('to %s are refused', async (location, code) => {
    const wiki = await sending({ '/a': [302, location] })
    const asked = fetching(rules([wiki.host])).ask({ url: `${wiki.origin}/a` })
    await expect(asked).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining('hunter2'),
    })
  })

  test('to a named host are checked by its address, as the first was', async () => {
    const wiki = await sending({ '/a': [302, 'http://169.254.169.254/latest'] })
    const fetch = fetching(rules([wiki.host, '169.254.169.254']))
    await expect(fetch.ask({ url: `${wiki.origin}/a` })).rejects.toMatchObject({
      message: expect.stringContaining('clouds hand out credentials'),
    })
  })

  test('in a circle end', async () => {
    const wiki = await sending({ '/a': [302, '/b'], '/b': [302, '/c'], '/c': [302, '/b#again'] })
    await expect(
      fetching(rules([wiki.host])).ask({ url: `${wiki.origin}/a` }),
    ).rejects.toMatchObject({
      code: 'source.malformed',
      message: `${wiki.origin}/c redirects in a circle, to ${wiki.origin}/b`,
    })
    expect(wiki.seen).toHaveLength(3)
  })

  test('are bounded', async () => {
    const table = Object.fromEntries(
      Array.from({ length: 9 }, (_, step) => [
        `/${step}`,
        [302, `/${step + 1}`] as [number, string],
      ]),
    )
    const wiki = await sending(table)
    const fetch = fetching(rules([wiki.host], { maxRedirects: 5 }))
    await expect(fetch.ask({ url: `${wiki.origin}/0` })).rejects.toMatchObject({
      code: 'source.malformed',
      message: `${wiki.origin}/0 redirects more than 5 times (maxRedirects)`,
    })
    expect((await fetch.ask({ url: `${wiki.origin}/4` })).redirects).toHaveLength(5)
  })

  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', '<methodCall/>'],
    [308, 'POST', '<methodCall/>'],
  ])('of a POST by %i go on as a %s', async (status, method, body) => {
    const wiki = await sending({ '/rpc': [status, '/new'] })
    const reply = await fetching(rules([wiki.host])).ask({
      url: `${wiki.origin}/rpc`,
      method: 'POST',
      body: '<methodCall/>',
    })
    expect(Buffer.from(reply.body).toString()).toBe(`${method} /new`)
    expect(wiki.bodies).toEqual(['<methodCall/>', body])
  })

  test('never take what is sent to another origin', async () => {
    const other = await sending({})
    const wiki = await sending({ '/rpc': [307, `${other.origin}/rpc`] })
    const fetch = fetching(rules([wiki.host, other.host]))
    await expect(
      fetch.ask({ url: `${wiki.origin}/rpc`, method: 'POST', body: 'password=hunter2' }),
    ).rejects.toMatchObject({ code: 'source.elsewhere' })
    expect(other.seen).toEqual([])
  })

  test('without a place to go to are replies', async () => {
    const wiki = await sending({ '/a': [302, ''], '/b': [304, '/c'], '/c': [300, '/d'] })
    const fetch = fetching(rules([wiki.host]))
    for (const [path, status] of [
      ['/a', 302],
      ['/b', 304],
      ['/c', 300],
    ])
      expect((await fetch.ask({ url: `${wiki.origin}${path}` })).status).toBe(status)
  })
})

describe('credentials', () => {
  test('go to their own origin, along its own redirects too', async () => {
    const wiki = await sending({ '/a': [302, '/b'] })
    const credentials = { origin: wiki.origin, authorization: secret }
    await fetching(rules([wiki.host], { credentials })).ask({ url: `${wiki.origin}/a` })
    expect(wiki.seen.map(({ headers }) => headers.authorization)).toEqual([secret, secret])
  })

  test('do not go to another host of the same source', async () => {
    const wiki = await sending({})
    const other = await sending({})
    const credentials = { origin: wiki.origin, authorization: secret }
    await fetching(rules([wiki.host, other.host], { credentials })).ask({ url: other.origin })
    expect(other.seen[0]?.headers.authorization).toBeUndefined()
  })

  test('stay behind when a redirect leads to another origin, and when it leads back', async () => {
    const wiki = await sending({})
    const other = await sending({ '/there': [302, `${wiki.origin}/back`] })
    wiki.table['/a'] = [302, `${other.origin}/there`]
    wiki.table['/back'] = [302, '/home']
    const credentials = { origin: wiki.origin, authorization: secret }
    const reply = await fetching(rules([wiki.host, other.host], { credentials })).ask({
      url: `${wiki.origin}/a`,
      headers: { cookie: 'session=hunter2', 'x-api-key': 'hunter2' },
      etag: '"7"',
    })
    expect(reply.url).toBe(`${wiki.origin}/home`)
    const [first, back, home] = wiki.seen
    const [there] = other.seen
    expect(first?.headers).toMatchObject({ authorization: secret, cookie: 'session=hunter2' })
    for (const later of [there, back, home]) {
      expect(JSON.stringify(later?.rawHeaders)).not.toContain('hunter2')
      expect(later?.headers).not.toHaveProperty('authorization')
      expect(later?.headers['if-none-match']).toBe('"7"')
    }
  })

  test('of an origin are not those of its address over plain http', async () => {
    const wiki = await sending({})
    const credentials = { origin: wiki.origin.replace('http:', 'https:'), authorization: secret }
    await fetching(rules([wiki.host], { credentials })).ask({ url: wiki.origin })
    expect(wiki.seen[0]?.headers.authorization).toBeUndefined()
  })

  test.each([
    ['a status', 500, ''],
    ['a redirect to elsewhere', 302, `http://evil.example/?leak=${encodeURIComponent(secret)}`],
    ['a circle', 302, '/'],
  ])('are in no fault: %s', async (_, status, location) => {
    const wiki = await sending({ '/': [status, location] })
    const credentials = { origin: wiki.origin, authorization: secret }
    const fetch = fetching(rules([wiki.host], { credentials, attempts: 1 }))
    const said = await fetch
      .ask({ url: `${wiki.origin}/` })
      .then(JSON.stringify, (error: Error) =>
        [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n'),
      )
    expect(said).not.toContain('battery')
  })
})
