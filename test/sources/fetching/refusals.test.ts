import { describe, expect, test } from 'vitest'
import type { ResolvedAddress } from '../../../src/sources/fetching/contract.ts'
import { checkedLookup } from '../../../src/sources/fetching/lookup.ts'
import { fetching, hourglass, rules, site } from './sites.ts'

const at = (address: string): ResolvedAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
})

describe('addresses that may not be asked', () => {
  test('a name that resolves to a private address is refused, and the message says what to set', async () => {
    const { tools } = hourglass({ lookup: async () => [at('10.2.3.4')] })
    const fetch = fetching(rules(['wiki.corp'], { privateNetwork: false }), tools)
    await expect(fetch.ask({ url: 'http://wiki.corp/' })).rejects.toMatchObject({
      code: 'source.refused',
      message:
        'wiki.corp resolves to 10.2.3.4, a private address; set privateNetwork: true on the source if it is yours',
    })
  })

  test.each([
    [['93.184.216.34', '127.0.0.1']],
    [['2606:4700::1', '::ffff:10.0.0.1']],
    [['::1']],
    [['64:ff9b::7f00:1']],
  ])('one private address among %j is enough', async (addresses) => {
    const { tools, slept } = hourglass({ lookup: async () => addresses.map(at) })
    const fetch = fetching(rules(['wiki.corp'], { privateNetwork: false }), tools)
    await expect(fetch.ask({ url: 'http://wiki.corp/' })).rejects.toMatchObject({
      code: 'source.refused',
    })
    expect(slept).toEqual([])
  })

  test('a host that is a private address itself is refused before anything is looked up', async () => {
    const wiki = await site((_, reply) => reply.end('secret'))
    const lookedUp: string[] = []
    const { tools } = hourglass({
      lookup: async (hostname) => {
        lookedUp.push(hostname)
        return [at('127.0.0.1')]
      },
    })
    const fetch = fetching(rules([wiki.host, '[::1]:8080'], { privateNetwork: false }), tools)
    for (const url of [
      wiki.origin,
      wiki.origin.replace('127.0.0.1', '0x7f000001'),
      'http://[::1]:8080/',
    ])
      await expect(fetch.ask({ url })).rejects.toMatchObject({
        code: 'source.refused',
        message: expect.stringContaining('a loopback address; set privateNetwork'),
      })
    expect(lookedUp).toEqual([])
    expect(wiki.connections()).toBe(0)
  })

  test.each(['169.254.169.254', '0.0.0.0', '::', 'fd00:ec2::254', '224.0.0.1'])(
    '%s is refused even where the network is private',
    async (address) => {
      const { tools } = hourglass({ lookup: async () => [at(address)] })
      const fetch = fetching(rules(['wiki.corp']), tools)
      await expect(fetch.ask({ url: 'http://wiki.corp/' })).rejects.toMatchObject({
        code: 'source.refused',
        message: expect.stringContaining('no source may ask it'),
      })
    },
  )

  test('what was checked is what is connected to: a name that changes in between gains nothing', async () => {
    const inside = await site((_, reply) => reply.end('secret'))
    const port = inside.host.split(':')[1]
    const answers = [[at('192.0.0.8')], [at('127.0.0.1')]]
    let asked = 0
    const { tools } = hourglass({ lookup: async () => answers[asked++] ?? [at('127.0.0.1')] })
    const fetch = fetching(
      rules([`rebinding.example:${port}`], { privateNetwork: false, attempts: 3 }),
      tools,
    )
    // The first answer is for nobody, the second leads inside: neither is connected to.
    for (const expected of ['192.0.0.8', '127.0.0.1'])
      await expect(fetch.ask({ url: `http://rebinding.example:${port}/` })).rejects.toMatchObject({
        message: expect.stringContaining(expected),
      })
    expect(asked).toBe(2)
    expect(inside.connections()).toBe(0)
  })

  test('a public address first and a loopback address second: each connection is checked by itself', async () => {
    let asked = 0
    const { lookup } = checkedLookup(
      { privateNetwork: false },
      { lookup: async () => [at(asked++ === 0 ? '93.184.216.34' : '127.0.0.1')] },
    )
    const connect = () =>
      new Promise((told) =>
        lookup('rebinding.example', { all: true }, (error, addresses) => told(error ?? addresses)),
      )
    expect(await connect()).toEqual([{ address: '93.184.216.34', family: 4 }])
    expect(await connect()).toMatchObject({ code: 'source.refused' })
  })

  test('a name that leads elsewhere later: the kept connection stays, a new one is refused', async () => {
    const wiki = await site((asked, reply) => {
      if (asked.url === '/last') reply.setHeader('connection', 'close')
      reply.end('page')
    })
    const port = wiki.host.split(':')[1]
    let asked = 0
    const { tools } = hourglass({
      lookup: async () => [at(asked++ === 0 ? '127.0.0.1' : '169.254.169.254')],
    })
    const fetch = fetching(rules([`wiki.corp:${port}`]), tools)
    for (const page of ['first', 'second', 'last'])
      expect((await fetch.ask({ url: `http://wiki.corp:${port}/${page}` })).status).toBe(200)
    await expect(fetch.ask({ url: `http://wiki.corp:${port}/more` })).rejects.toMatchObject({
      message: expect.stringContaining('169.254.169.254'),
    })
    expect(wiki.connections()).toBe(1)
  })

  test('a name is looked up once for a connection, and connections are kept', async () => {
    const wiki = await site((_, reply) => reply.end('page'))
    const port = wiki.host.split(':')[1]
    let asked = 0
    const { tools } = hourglass({
      lookup: async () => {
        asked++
        return [at('127.0.0.1')]
      },
    })
    const fetch = fetching(rules([`wiki.corp:${port}`]), tools)
    for (let page = 0; page < 20; page++)
      expect((await fetch.ask({ url: `http://wiki.corp:${port}/${page}` })).status).toBe(200)
    expect(asked).toBe(1)
    expect(wiki.connections()).toBe(1)
  })

  test('a name that nobody knows is not asked for again', async () => {
    const { tools, slept } = hourglass({
      lookup: async () => {
        throw Object.assign(new Error('getaddrinfo ENOTFOUND wiki.corp'), { code: 'ENOTFOUND' })
      },
    })
    const fetch = fetching(rules(['wiki.corp']), tools)
    await expect(fetch.ask({ url: 'http://wiki.corp/a?token=hunter2' })).rejects.toMatchObject({
      code: 'source.unreachable',
      message: 'cannot read http://wiki.corp/a?…: nobody knows a host of that name',
    })
    expect(slept).toEqual([])
  })
})

describe('rules', () => {
  test.each([
    [{ concurrency: 0 }, /concurrency/],
    [{ concurrency: 1.5 }, /concurrency/],
    [{ maxBytes: Number.NaN }, /maxBytes/],
    [{ maxBytes: Number.POSITIVE_INFINITY }, /maxBytes/],
    [{ timeout: 0 }, /timeout/],
    [{ timeout: 2 ** 31 }, /timeout/],
    [{ attempts: 0 }, /attempts/],
    [{ delay: -1 }, /delay/],
    [{ maxRedirects: -1 }, /maxRedirects/],
    [{ credentials: { origin: 'wiki.corp', authorization: 'Bearer a' } }, /origin/],
    [{ credentials: { origin: 'https://wiki.corp', authorization: 'a\nHost: b' } }, /no header/],
    [{ credentials: { origin: 'https://wiki.corp', authorization: '' } }, /no header/],
  ])('%j are refused', (own, message) => {
    expect(() => fetching(rules(['wiki.corp'], own))).toThrow(message)
  })

  test.each(['Authorization', 'host', 'User-Agent', 'Transfer-Encoding', 'Accept-Encoding'])(
    'the header %s is not an asker’s',
    async (name) => {
      const fetch = fetching(rules(['wiki.corp']))
      await expect(
        fetch.ask({ url: 'http://wiki.corp/', headers: { [name]: 'hunter2' } }),
      ).rejects.toThrow(/may not set the header (?!.*hunter2)/)
    },
  )
})
