import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fetching, hourglass, rawSite, rules, site } from './sites.ts'

/** A gzip file of so many zeros, made in pieces. */
const zeros = async (bytes: number): Promise<Buffer> => {
  const gzip = createGzip({ level: 9 })
  const packed: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => packed.push(chunk))
  const piece = Buffer.alloc(16 * 1_024 * 1_024)
  for (let done = 0; done < bytes; done += piece.length)
    await new Promise<void>((next) => gzip.write(piece, () => next()))
  await new Promise<void>((end) => gzip.on('end', end).end())
  return Buffer.concat(packed)
}

describe('sizes', () => {
  test('a gigabyte of zeros in a megabyte of gzip ends early', async () => {
    const bomb = await zeros(2 ** 30)
    expect(bomb.length).toBeLessThan(2_000_000)
    const wiki = await site((_, reply) => {
      reply.setHeader('content-encoding', 'gzip')
      reply.end(bomb)
    })
    const before = process.memoryUsage().arrayBuffers
    await expect(
      fetching(rules([wiki.host], { maxBytes: 5_000_000 })).ask({ url: wiki.origin }),
    ).rejects.toMatchObject({
      code: 'source.too-large',
      message: `${wiki.origin}/ unpacks to more than the 5.0 MB (maxBytes) that one page may have`,
    })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
  })

  test('a body that announces too much is not read', async () => {
    let sent = 0
    const wiki = await site((_, reply) => {
      reply.writeHead(200, { 'content-length': '1000000001' })
      reply.write('x', () => sent++)
    })
    await expect(fetching(rules([wiki.host])).ask({ url: wiki.origin })).rejects.toMatchObject({
      code: 'source.too-large',
      message: `${wiki.origin}/ is larger than the 1.0 MB (maxBytes) that one page may have`,
    })
    expect(sent).toBeLessThanOrEqual(1)
  })

  test('a body that never ends is cut off at the bound', async () => {
    const wiki = await site((_, reply) => {
      const piece = Buffer.alloc(64 * 1_024, 'x')
      const more = () => {
        while (!reply.destroyed && reply.write(piece));
      }
      reply.on('drain', more)
      more()
    })
    await expect(fetching(rules([wiki.host])).ask({ url: wiki.origin })).rejects.toMatchObject({
      code: 'source.too-large',
    })
  })

  test('a body may be just as large as the bound, packed or not', async () => {
    const page = Buffer.alloc(1_000, 'x')
    const wiki = await site((asked, reply) => {
      if (asked.url === '/packed') reply.setHeader('content-encoding', 'gzip')
      reply.end(asked.url === '/packed' ? gzipSync(page) : page)
    })
    const fits = fetching(rules([wiki.host], { maxBytes: 1_000 }))
    const tight = fetching(rules([wiki.host], { maxBytes: 999 }))
    for (const path of ['/packed', '/plain']) {
      expect((await fits.ask({ url: wiki.origin + path })).body).toHaveLength(1_000)
      await expect(tight.ask({ url: wiki.origin + path })).rejects.toMatchObject({
        code: 'source.too-large',
      })
    }
  })

  test.each([
    ['one long header', (say: (text: string) => void) => say(`x: ${'y'.repeat(64 * 1_024)}\r\n`)],
    [
      'many headers',
      (say: (text: string) => void) => {
        for (let line = 0; line < 5_000; line++) say(`x-${line}: ${'y'.repeat(20)}\r\n`)
      },
    ],
  ])('%s end the request', async (_, lines) => {
    const wiki = await rawSite((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      lines((text) => socket.write(text))
      socket.write('content-length: 2\r\n\r\nhi')
    })
    await expect(fetching(rules([wiki.host])).ask({ url: wiki.origin })).rejects.toMatchObject({
      code: 'source.too-large',
      message: `the headers of ${wiki.origin}/ are larger than 33 kB`,
    })
    expect(wiki.connections()).toBe(1)
  })
})

describe('time', () => {
  test.each([
    ['nothing', []],
    ['half a status line', ['HTTP/1.1 2']],
    ['headers without an end', ['HTTP/1.1 200 OK\r\n', 'a: b\r\n']],
    ['half a body', ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n', 'half']],
  ])('a server that says %s is left at the deadline, and not asked again', async (_, pieces) => {
    const wiki = await rawSite((socket) => {
      for (const piece of pieces) socket.write(piece)
    })
    await expect(
      fetching(rules([wiki.host], { timeout: 100 })).ask({ url: wiki.origin }),
    ).rejects.toMatchObject({
      code: 'source.too-slow',
      message: `${wiki.origin}/ was not there whole after 0.1 seconds (timeout)`,
    })
    expect(wiki.connections()).toBe(1)
  })

  test('a body that drips does not move the deadline', async () => {
    const wiki = await site((_, reply) => {
      const drip = setInterval(() => reply.write('x'), 5)
      reply.on('close', () => clearInterval(drip))
    })
    await expect(
      fetching(rules([wiki.host], { timeout: 200 })).ask({ url: wiki.origin }),
    ).rejects.toMatchObject({ code: 'source.too-slow' })
  })

  test('announcements that never end do not move it either', async () => {
    const wiki = await rawSite((socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 5)
      socket.on('close', () => clearInterval(drip))
    })
    await expect(
      fetching(rules([wiki.host], { timeout: 200 })).ask({ url: wiki.origin }),
    ).rejects.toMatchObject({ code: 'source.too-slow' })
  })
})

describe('lengths that are wrong', () => {
  test('a body shorter than announced is a fault, tried again', async () => {
    const wiki = await rawSite((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf a page')
    })
    const { tools } = hourglass()
    await expect(
      fetching(rules([wiki.host]), tools).ask({ url: wiki.origin }),
    ).rejects.toMatchObject({
      code: 'source.unreachable',
      message: `cannot read ${wiki.origin}/: the connection broke off (tried 3 times)`,
    })
    expect(wiki.connections()).toBe(3)
  })

  test('a body longer than announced is cut, and what is left over answers nothing', async () => {
    const wiki = await rawSite((socket, asked) => {
      const page = `page ${asked}`
      const hidden = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nhidden'
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${page.length}\r\n\r\n${page}${hidden}`)
    })
    const fetch = fetching(rules([wiki.host], { concurrency: 1 }))
    for (const path of ['/1', '/2', '/3']) {
      const { body } = await fetch.ask({ url: wiki.origin + path })
      expect(Buffer.from(body).toString()).toMatch(/^page \d$/)
    }
  })

  test.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3\r\n\r\nhi'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no length', 'content-length: few\r\n\r\nhi'],
    ['another protocol', 'connection: upgrade\r\nupgrade: websocket\r\n\r\n'],
    ['chunks of no size', 'transfer-encoding: chunked\r\n\r\nmany\r\nhi'],
  ])('%s are a fault', async (_, rest) => {
    const wiki = await rawSite((socket) => {
      socket.write(`HTTP/1.1 ${rest.includes('upgrade') ? '101 Switching' : '200 OK'}\r\n${rest}`)
    })
    const fetch = fetching(rules([wiki.host], { attempts: 1 }))
    await expect(fetch.ask({ url: wiki.origin })).rejects.toMatchObject({
      code: 'source.unreachable',
    })
  })
})

describe('packing', () => {
  const page = Buffer.from('<p>How to restart the payments worker</p>'.repeat(50))
  test.each([
    ['gzip', gzipSync(page)],
    ['x-gzip', gzipSync(page)],
    ['GZIP', gzipSync(page)],
    ['deflate', deflateSync(page)],
    ['deflate', deflateRawSync(page)],
    ['br', brotliCompressSync(page)],
    ['identity', page],
    ['', page],
  ])('%s is unpacked', async (encoding, packed) => {
    const wiki = await site((asked, reply) => {
      expect(asked.headers['accept-encoding']).toBe('gzip, deflate, br')
      if (encoding !== '') reply.setHeader('content-encoding', encoding)
      reply.end(packed)
    })
    const { body } = await fetching(rules([wiki.host])).ask({ url: wiki.origin })
    expect(Buffer.from(body).equals(page)).toBe(true)
  })

  test.each([
    ['gzip, gzip', gzipSync(gzipSync(page)), /packed more than once/],
    ['gzip, br', brotliCompressSync(gzipSync(page)), /packed more than once/],
    ['zstd', page, /in a way that nobody asked for/],
    ['constructor', page, /in a way that nobody asked for/],
    ['gzip', page, /is not the gzip that it says it is/],
    ['gzip', gzipSync(page).subarray(0, 40), /is not the gzip that it says it is/],
    ['br', page, /is not the br that it says it is/],
    ['deflate', page, /is not the deflate that it says it is/],
  ])('%s is refused in words', async (encoding, packed, message) => {
    const wiki = await site((_, reply) => {
      reply.setHeader('content-encoding', encoding)
      reply.end(packed)
    })
    const asked = fetching(rules([wiki.host])).ask({ url: wiki.origin })
    await expect(asked).rejects.toMatchObject({
      code: 'source.malformed',
      message: expect.stringMatching(message),
    })
  })

  test('where there is no body, there is nothing to unpack', async () => {
    const wiki = await site((asked, reply) => {
      reply.writeHead(asked.url === '/304' ? 304 : 200, {
        'content-encoding': 'gzip',
        'content-length': '900000000',
      })
      reply.end()
    })
    const fetch = fetching(rules([wiki.host]))
    expect(await fetch.ask({ url: `${wiki.origin}/304` })).toMatchObject({ status: 304 })
    expect(await fetch.ask({ url: wiki.origin, method: 'HEAD' })).toMatchObject({ status: 200 })
  })
})
