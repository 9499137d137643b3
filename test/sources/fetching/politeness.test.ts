import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoff, nextDistance, type Went } from '../../../src/sources/fetching/throttle.ts'
import { fetching, hourglass, noon, rawSite, rules, type Site, site } from './sites.ts'

/** A site that answers with these statuses in turn, then with 200, and notes when it was asked what. */
const faltering = async (
  now: () => number,
  answers: readonly (readonly [status: number, headers?: Record<string, string>])[],
) => {
  const seen: { readonly path: string; readonly at: number }[] = []
  const it: Site = await site((asked, reply) => {
    seen.push({ path: asked.url ?? '', at: now() - noon })
    const [status, headers] = answers[seen.length - 1] ?? [200]
    reply.writeHead(status, headers)
    reply.end(`answer ${seen.length}`)
  })
  return { ...it, seen }
}

const all = (fetch: ReturnType<typeof fetching>, wiki: Site, paths: readonly string[]) =>
  Promise.all(paths.map((path) => fetch.ask({ url: wiki.origin + path })))

describe('a server that is busy', () => {
  test.each([
    ['seconds', '7', 7_000],
    ['a date', 'Wed, 04 Mar 2026 12:00:07 GMT', 7_000],
    ['a date that is over', 'Wed, 04 Mar 2026 11:00:00 GMT', 0],
    ['five minutes', '300', 300_000],
  ])('is left in peace as it asks, by the whole host: %s', async (_, asked, wait) => {
    const { tools, now, slept } = hourglass()
    const date = new Date(noon).toUTCString()
    const wiki = await faltering(now, [[429, { 'retry-after': asked, date }]])
    const fetch = fetching(rules([wiki.host], { concurrency: 1 }), tools)
    const replies = await all(fetch, wiki, ['/a', '/b', '/c'])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    // Who was sent away goes first, and nobody else asks meanwhile.
    expect(wiki.seen.map(({ path }) => path)).toEqual(['/a', '/a', '/b', '/c'])
    expect(wiki.seen[1]?.at).toBe(Math.max(wait, 250))
    expect(slept[0]).toBe(Math.max(wait, 250))
  })

  test('is left in peace for longer each time where it does not say how long', async () => {
    const { tools, now } = hourglass()
    const wiki = await faltering(now, [[503], [503], [503]])
    const fetch = fetching(rules([wiki.host], { concurrency: 1, attempts: 4 }), tools)
    expect((await fetch.ask({ url: wiki.origin })).status).toBe(200)
    expect(wiki.seen.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000])
  })

  test.each([429, 502, 503, 504])(
    'is asked so often, and then %i is its answer',
    async (status) => {
      const { tools, now } = hourglass()
      const wiki = await faltering(
        now,
        Array.from({ length: 9 }, () => [status] as const),
      )
      const reply = await fetching(rules([wiki.host], { attempts: 3 }), tools).ask({
        url: wiki.origin,
      })
      expect(reply.status).toBe(status)
      expect(wiki.seen).toHaveLength(3)
    },
  )

  test('that asks for too long a pause is given up until then, with words', async () => {
    const { tools, now, slept } = hourglass()
    const wiki = await faltering(now, [[503, { 'retry-after': '7200' }]])
    const fetch = fetching(rules([wiki.host], { concurrency: 1 }), tools)
    const waiting = await Promise.allSettled(
      ['/a', '/b'].map((path) => fetch.ask({ url: wiki.origin + path })),
    )
    const later = await Promise.allSettled([fetch.ask({ url: `${wiki.origin}/c` })])
    for (const one of [...waiting, ...later])
      expect(one).toMatchObject({
        reason: {
          code: 'source.busy',
          message: `${wiki.host} asks to wait 2 hours, until 2026-03-04T14:00:00.000Z: more than the 5 minutes that a crawl waits`,
        },
      })
    expect(wiki.seen).toHaveLength(1)
    expect(slept).toEqual([])
    await tools.sleep(7_200_000, new AbortController().signal)
    expect((await fetch.ask({ url: `${wiki.origin}/d` })).status).toBe(200)
  })

  test('may say that it is forbidden, as long as it says for how long', async () => {
    const { tools, now } = hourglass()
    const wiki = await faltering(now, [[403, { 'retry-after': '30' }]])
    const fetch = fetching(rules([wiki.host]), tools)
    expect((await fetch.ask({ url: wiki.origin })).status).toBe(200)
    expect(wiki.seen.map(({ at }) => at)).toEqual([0, 30_000])
  })

  test('is left in peace by the others too when the last try was in vain', async () => {
    const { tools, now } = hourglass()
    const wiki = await faltering(now, [[429, { 'retry-after': '60' }]])
    const fetch = fetching(rules([wiki.host], { attempts: 1 }), tools)
    expect((await fetch.ask({ url: `${wiki.origin}/a` })).status).toBe(429)
    expect((await fetch.ask({ url: `${wiki.origin}/b` })).status).toBe(200)
    expect(wiki.seen.map(({ at }) => at)).toEqual([0, 60_000])
  })

  test('holds up no other host', async () => {
    const { tools, now } = hourglass({ sleep: () => new Promise(() => undefined) })
    const busy = await faltering(now, [[429, { 'retry-after': '60' }]])
    const idle = await faltering(now, [])
    const fetch = fetching(rules([busy.host, idle.host]), tools)
    fetch.ask({ url: busy.origin }).catch(() => undefined)
    expect((await fetch.ask({ url: idle.origin })).status).toBe(200)
  })

  test.each([400, 401, 403, 404, 410, 418, 500, 501])(
    '%i is an answer, and final',
    async (status) => {
      const { tools, now, slept } = hourglass()
      const wiki = await faltering(now, [[status, status === 403 ? {} : { 'retry-after': '5' }]])
      const reply = await fetching(rules([wiki.host]), tools).ask({ url: wiki.origin })
      expect(reply.status).toBe(status)
      expect(wiki.seen).toHaveLength(1)
      expect(slept).toEqual([])
    },
  )
})

describe('a network that fails', () => {
  test('is tried again, after longer each time', async () => {
    const wiki = await rawSite((socket, asked) => {
      if (asked < 3) socket.destroy()
      else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npage')
    })
    const { tools, slept } = hourglass()
    const fetch = fetching(rules([wiki.host], { concurrency: 1 }), tools)
    expect((await fetch.ask({ url: wiki.origin })).status).toBe(200)
    expect(slept.slice(0, 2)).toEqual([1_000, 2_000])
  })

  test('is a fault in words when it fails again and again', async () => {
    const fetch = fetching(rules(['127.0.0.1:1']))
    await expect(fetch.ask({ url: 'http://127.0.0.1:1/page' })).rejects.toMatchObject({
      code: 'source.unreachable',
      message: 'cannot read http://127.0.0.1:1/page: nothing listens there (tried 3 times)',
    })
  })

  test('a kept connection that was closed meanwhile costs no try', async () => {
    const wiki = await rawSite((socket, asked) => {
      // Every second request on a connection meets a server that has just hung up.
      if (asked % 2 === 0) socket.destroy()
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npage')
    })
    const { tools, slept } = hourglass()
    const fetch = fetching(rules([wiki.host], { attempts: 1 }), tools)
    for (const path of ['/1', '/2', '/3'])
      expect((await fetch.ask({ url: wiki.origin + path })).status).toBe(200)
    expect(slept).toEqual([])
  })
})

describe('turns', () => {
  test.each([1, 3, 8])('no more than %i at once, and as many as may', async (concurrency) => {
    let running = 0
    let most = 0
    const wiki = await site((_, reply) => {
      running++
      most = Math.max(most, running)
      setTimeout(() => {
        running--
        reply.end()
      }, 5)
    })
    const fetch = fetching(rules([wiki.host], { concurrency }))
    await all(
      fetch,
      wiki,
      Array.from({ length: 40 }, (_, page) => `/${page}`),
    )
    expect(most).toBe(concurrency)
    expect(wiki.connections()).toBe(concurrency)
  })

  test('a healthy server is never waited for, and its connections are kept', async () => {
    const wiki = await site((_, reply) => reply.end('page'))
    const { tools, slept } = hourglass()
    const fetch = fetching(rules([wiki.host]), tools)
    await all(
      fetch,
      wiki,
      Array.from({ length: 3_000 }, (_, page) => `/${page}`),
    )
    expect(slept).toEqual([])
    expect(wiki.connections()).toBeLessThanOrEqual(4)
  })

  test('a delay lies between the starts of requests, also where it is lengthened later', async () => {
    const { tools, now } = hourglass()
    const wiki = await faltering(now, [])
    const fetch = fetching(rules([wiki.host], { delay: 100 }), tools)
    for (const path of ['/a', '/b', '/c']) await fetch.ask({ url: wiki.origin + path })
    fetch.pace(wiki.host, 2_000)
    for (const path of ['/d', '/e', '/f']) await fetch.ask({ url: wiki.origin + path })
    fetch.pace(wiki.host, 50)
    for (const path of ['/g', '/h']) await fetch.ask({ url: wiki.origin + path })
    expect(wiki.seen.map(({ at }) => at)).toEqual([0, 100, 200, 2_200, 4_200, 6_200, 6_300, 6_400])
  })

  test('a slow server is asked less at once, and as before when it has recovered', async () => {
    let now = noon
    const { tools } = hourglass({
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds
      },
    })
    let took = 4_000
    const starts: number[] = []
    const wiki = await site((_, reply) => {
      starts.push(now)
      now += took
      reply.end()
    })
    const fetch = fetching(rules([wiki.host], { concurrency: 4 }), tools)
    for (let page = 0; page < 3; page++) await fetch.ask({ url: `${wiki.origin}/${page}` })
    took = 10
    for (let page = 0; page < 20; page++) await fetch.ask({ url: `${wiki.origin}/${page}` })
    const between = starts.slice(1).map((start, index) => start - (starts[index] ?? 0))
    // It takes four seconds to answer: the distance of two is over by then.
    expect(between.slice(0, 2)).toEqual([4_000, 4_000])
    expect(between.at(2)).toBe(4_000)
    expect(between.at(3)).toBe(1_000)
    expect(between.at(-1)).toBe(10)
  })

  test('what is under way and what waits ends when fetching is closed, and nothing is asked after', async () => {
    const wiki = await site(() => undefined)
    const fetch = fetching(rules([wiki.host], { concurrency: 1 }))
    const asked = ['/a', '/b', '/c'].map((path) => fetch.ask({ url: wiki.origin + path }))
    const endings = Promise.allSettled(asked)
    await fetch.close()
    for (const { status } of await endings) expect(status).toBe('rejected')
    await expect(fetch.ask({ url: wiki.origin })).rejects.toMatchObject({
      code: 'source.unreachable',
      message: 'fetching was ended before this was asked',
    })
  })

  test('whoever waits for a retry is let go when fetching is closed', async () => {
    const { tools, now } = hourglass({
      sleep: (_, signal) => new Promise((woken) => signal.addEventListener('abort', () => woken())),
    })
    const wiki = await faltering(now, [[504], [429, { 'retry-after': '60' }]])
    const fetch = fetching(rules([wiki.host]), tools)
    const asked = Promise.allSettled([
      fetch.ask({ url: `${wiki.origin}/a` }),
      fetch.ask({ url: `${wiki.origin}/b` }),
    ])
    while (wiki.seen.length < 2) await new Promise((tick) => setImmediate(tick))
    await fetch.close()
    for (const { status } of await asked) expect(status).toBe('rejected')
  })
})

describe('the distance between requests', () => {
  const went = fc.record<Went>({
    latency: fc.double({ min: 0, max: 600_000, noNaN: true }),
    how: fc.constantFrom('well', 'refused', 'badly'),
  })

  test('a fast server has none, whatever it refuses', () => {
    for (const how of ['well', 'refused'] as const)
      expect(nextDistance(0, { latency: 999, how }, 16)).toBe(0)
  })

  test('stays within bounds, and only an answer that went well lowers it', () => {
    fc.assert(
      fc.property(
        fc.array(went, { maxLength: 50 }),
        fc.integer({ min: 1, max: 64 }),
        (all, most) => {
          let distance = 0
          for (const one of all) {
            const next = nextDistance(distance, one, most)
            expect(next).toBeGreaterThanOrEqual(one.how === 'well' ? 0 : distance)
            expect(next).toBeLessThanOrEqual(60_000)
            distance = next
          }
        },
      ),
    )
  })

  test('is gone after a few fast answers, however long it was', () => {
    let distance = 60_000
    for (let answer = 0; answer < 14; answer++)
      distance = nextDistance(distance, { latency: 10, how: 'well' }, 4)
    expect(distance).toBe(0)
  })

  test('a retry waits from half to the whole of a time that doubles, at most a minute', () => {
    expect([1, 2, 3, 7, 20].map((attempt) => backoff(attempt, 0))).toEqual([
      500, 1_000, 2_000, 30_000, 30_000,
    ])
    expect(backoff(1, 0.999)).toBe(1_000)
  })
})
