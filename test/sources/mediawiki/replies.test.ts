import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import type { PoliteFetch } from '../../../src/sources/fetching/contract.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import { cookieJar } from '../../../src/sources/mediawiki/cookies.ts'
import { readRemembered } from '../../../src/sources/mediawiki/remembered.ts'
import {
  type Included,
  isStill,
  readStamp,
  stampOf,
  written,
} from '../../../src/sources/mediawiki/stamps.ts'
import type { Handed } from '../../../src/sources/source.ts'
import { toolsWith } from '../support/tools.ts'

const userInfo = { query: { userinfo: { rights: ['read'] } } }
const siteInfo = {
  query: {
    general: {
      sitename: 'Acme',
      server: '//wiki.acme.example',
      articlepath: '/wiki/$1',
      time: '2026-05-01T00:00:00Z',
    },
    namespaces: { 0: { id: 0, name: '', content: true } },
  },
}
const page = { pageid: 7, title: 'Payment retries', lastrevid: 9, touched: '2026-05-01T00:00:00Z' }
const pages = {
  batchcomplete: true,
  query: {
    pages: [
      {
        ...page,
        actions: { read: true },
        revisions: [{ revid: 9, parentid: 0, timestamp: '2026-04-01T00:00:00Z' }],
      },
    ],
  },
}
const parse = {
  parse: { title: 'Payment retries', pageid: 7, revid: 9, text: '<p>Five times.</p>' },
}
const noMoves = { query: { logevents: [] } }

/** A wiki that says what it is told to, the right thing where it is told nothing. */
const wikiSaying = (said: Readonly<Record<string, unknown>>): PoliteFetch => ({
  ask: async ({ url }) => {
    const query = new URL(url).searchParams
    const kind =
      query.get('meta') ?? query.get('generator') ?? query.get('list') ?? query.get('prop') ?? ''
    const which = kind.startsWith('text') ? 'parse' : kind
    const right = {
      userinfo: userInfo,
      siteinfo: siteInfo,
      allpages: pages,
      logevents: noMoves,
      parse,
    }
    const body = Object.hasOwn(said, which) ? said[which] : Object(right)[which]
    return {
      status: 200,
      url,
      redirects: [],
      headers: {},
      body: Buffer.from(JSON.stringify(body) ?? ''),
      milliseconds: 1,
    }
  },
  text: ({ body }) => Buffer.from(body).toString(),
  pace: () => {},
  close: async () => {},
})

const crawled = async (said: Readonly<Record<string, unknown>>) => {
  const handed: Handed[] = []
  const entry = { id: 'wiki', type: 'mediawiki', url: 'https://wiki.acme.example', access: [] }
  for await (const one of documentsFrom(entry, toolsWith({ fetching: () => wikiSaying(said) })))
    handed.push(one)
  return handed
}

describe('whatever a wiki says', () => {
  it('the right thing is a crawl', async () => {
    const handed = await crawled({})
    expect(handed.map(({ is }) => is)).toEqual(['groups', 'document', 'whole', 'checkpoint'])
    expect(handed[1]).toMatchObject({
      document: {
        url: 'https://wiki.acme.example/wiki/Payment_retries',
        created: { at: '2026-04-01T00:00:00.000Z' },
      },
    })
  })

  it.each(['siteinfo', 'allpages', 'logevents', 'userinfo'])(
    '%s that is not what it should be is a fault',
    async (which) => {
      const faults = fc.asyncProperty(
        fc.json().map((text): unknown => JSON.parse(text)),
        async (said) => {
          const fault: unknown = await crawled({ [which]: said }).then(
            (handed) => handed.at(-2),
            (error: unknown) => error,
          )
          // A list of no pages is one, too.
          expect(fault instanceof PlumblineError || Object(fault).is === 'whole').toBe(true)
        },
      )
      await fc.assert(faults, { numRuns: 60 })
    },
  )

  it('a page that is not what it should be is unread, and the rest goes on', async () => {
    const unread = fc.asyncProperty(
      fc.json().map((text): unknown => JSON.parse(text)),
      async (said) => {
        const handed = await crawled({ parse: said })
        expect(handed.map(({ is }) => is)).toEqual(['groups', 'unread', 'whole', 'checkpoint'])
      },
    )
    await fc.assert(unread, { numRuns: 60 })
  })

  it('a list that goes in circles is a fault', async () => {
    const circle = { ...pages, continue: { gapcontinue: 'Payment', continue: 'gapcontinue||' } }
    await expect(crawled({ allpages: circle })).rejects.toThrow(/never ends/)
  })

  it('no title leads to another host', async () => {
    const articlepath = '/$1'
    const general = { ...siteInfo.query.general, articlepath }
    const title = '/evil.example/x'
    const handed = await crawled({
      siteinfo: { query: { ...siteInfo.query, general } },
      parse: { parse: { ...parse.parse, title } },
    })
    expect(handed[1]).toMatchObject({
      document: { url: 'https://wiki.acme.example//evil.example/x' },
    })
  })

  it('words of a page that may not be read are not repeated', async () => {
    const said = {
      error: { code: 'permissiondenied', info: 'You are not allowed to view Moonrise.' },
    }
    expect(JSON.stringify(await crawled({ parse: said }))).not.toContain('Moonrise')
  })
})

describe('stamps', () => {
  const template = { id: 40, revision: 400, touched: '2026-01-01T00:00:00Z' }
  const included = (revision: number, touched = template.touched): Included => ({
    titled: (title) =>
      title === 'Template:Pager' ? { ...template, revision, touched } : undefined,
    revisionOf: (id) => (id === template.id ? revision : undefined),
  })
  const shown = { title: 'Night shift', revision: 9, touched: '2026-02-01T00:00:00Z' }
  const pager = [{ title: 'Template:Pager' }]
  const again = (was: Included, templates: readonly { readonly title: string }[] = pager) =>
    readStamp(written(stampOf(shown, templates, was)))

  it.each([
    ['nothing', shown, included(400), true],
    ['a purge', { ...shown, touched: '2026-03-01T00:00:00Z' }, included(400), true],
    ['an edit', { ...shown, revision: 10 }, included(400), false],
    ['another title', { ...shown, title: 'Night shifts' }, included(400), false],
    ['an edit of a template', shown, included(401), false],
    [
      'a template that went',
      shown,
      { titled: () => undefined, revisionOf: () => undefined },
      false,
    ],
  ])('after %s', (_, now, templates, expected) => {
    const stamp = again(included(400))
    expect(stamp !== null && isStill(stamp, now, templates)).toBe(expected)
  })

  it.each([
    ['was edited a moment ago', included(400, '2026-02-02T00:00:00Z'), pager],
    ['is not known', included(400), [{ title: 'User:Mara/Box' }]],
  ])('a page with a template that %s is asked again when it is touched', (_, was, templates) => {
    const stamp = again(was, templates)
    if (stamp === null) throw new Error('no stamp')
    expect(isStill(stamp, shown, was)).toBe(true)
    expect(isStill(stamp, { ...shown, touched: '2026-03-01T00:00:00Z' }, was)).toBe(false)
  })

  it('any text is a stamp or none', () => {
    fc.assert(fc.property(fc.string(), (text) => void readStamp(text)))
    for (const text of [null, '', 'another', '9', '9 a b s', 'x a b s '])
      expect(readStamp(text)).toBeNull()
  })
})

describe('what one crawl tells the next', () => {
  const [now, later] = ['2026-05-01T08:00:00.000Z', '2026-05-01T08:50:00.000Z']

  it('is who was asked when, and which redirects never were pages', () => {
    const first = readRemembered(null, now)
    expect([first.isDue, first.knowsRedirect(7, 9)]).toEqual([true, false])
    first.keepRedirect(7, 9)
    const second = readRemembered(first.text({ asked: true, isOpen: true }), later)
    expect([second.isDue, second.knowsRedirect(7, 9), second.knowsRedirect(7, 10)]).toEqual([
      false,
      true,
      false,
    ])
    const third = readRemembered(
      second.text({ asked: false, isOpen: true }),
      '2026-05-01T09:10:00.000Z',
    )
    expect([third.isDue, third.knowsRedirect(7, 9)]).toEqual([true, true])
  })

  it('where some page was shut, each is asked next time', () => {
    const first = readRemembered(null, now)
    first.keepLock()
    expect(readRemembered(first.text({ asked: true, isOpen: true }), later).isDue).toBe(true)
  })

  it.each([
    '{',
    '{}',
    'null',
    '[]',
    '{"redirects":{"a":1},"asked":null,"locks":false,"open":true}',
  ])('%s tells nothing', (text) => {
    expect(readRemembered(text, now).isDue).toBe(true)
  })
})

describe('cookies', () => {
  it.each([
    ['a=1; path=/; HttpOnly\nb=2; Secure', 'a=1; b=2'],
    ['a=1\na=2', 'a=2'],
    ['a=1\na=deleted; Max-Age=0', ''],
    ['=1\na\n', ''],
    ['a=\u0007', ''],
    ['a=b=c', 'a=b=c'],
  ])('%j', (given, header) => {
    const jar = cookieJar()
    jar.take(given)
    expect(jar.header).toBe(header)
  })

  it('are not more than fifty', () => {
    const jar = cookieJar()
    jar.take(Array.from({ length: 80 }, (_, index) => `c${index}=1`).join('\n'))
    expect(jar.header.split('; ')).toHaveLength(50)
  })
})
