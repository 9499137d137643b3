import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SourceEntry, SourceTools } from '../../../src/sources/source.ts'
import {
  html,
  redirect,
  type SiteFile,
  type StaticSite,
  startStaticSite,
} from '../../support/static-site.ts'
import { type SourceDesk, sourceDesk } from '../support/source-desk.ts'

let site: StaticSite
beforeEach(async () => {
  site = await startStaticSite()
})
afterEach(() => site.stop())

const links = (...paths: readonly string[]): string =>
  paths.map((path) => `<a href="${path}">${path}</a>`).join('\n')

const put = (files: Readonly<Record<string, SiteFile>>): void => {
  for (const [path, file] of Object.entries(files)) site.files.set(path, file)
}

const desk = (own: Partial<SourceEntry> = {}, lent: Partial<SourceTools> = {}): SourceDesk =>
  sourceDesk(
    { id: 'handbook', type: 'website', url: `${site.origin}/docs/`, requestsAtOnce: 1, ...own },
    lent,
  )

const sitemap = (...pages: readonly (readonly [path: string, lastmod?: string])[]): SiteFile => ({
  body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages
    .map(
      ([path, lastmod]) =>
        `<url><loc>${site.origin}${path}</loc>${lastmod === undefined ? '' : `<lastmod>${lastmod}</lastmod>`}</url>`,
    )
    .join('')}</urlset>`,
})

const askedFor = (path: string): readonly string[] =>
  site.requests.filter((request) => request.split(' ')[1] === path)

describe('what is a page', () => {
  const start = (...paths: readonly string[]): SiteFile => html('Handbook', links(...paths))
  const cases: readonly {
    readonly what: string
    readonly files: Readonly<Record<string, SiteFile>>
    readonly from: readonly string[]
    readonly pages: readonly string[]
    readonly own?: Partial<SourceEntry>
  }[] = [
    {
      what: 'what links lead to, below the address alone and on its host alone',
      from: ['/docs/retries/', '/blog/', 'https://elsewhere.example/docs/'],
      files: {
        '/docs/retries/': html('Retries', links('deeper/')),
        '/docs/retries/deeper/': html('Deeper', 'Deep.'),
        '/blog/': html('Blog', 'News.'),
      },
      pages: ['/docs', '/docs/retries', '/docs/retries/deeper'],
    },
    {
      what: 'one address however it is spelt',
      from: [
        '/docs/a/',
        '/docs/a',
        '/docs/a/index.html',
        '/docs/a/?utm_source=mail',
        '/docs/a/#end',
        '/docs//a/;jsessionid=77',
      ],
      files: { '/docs/a/': html('A', 'Of A.') },
      pages: ['/docs', '/docs/a'],
    },
    {
      what: 'its canonical address, once',
      from: ['/docs/print-a.html', '/docs/a.html', '/docs/a.html?version=2'],
      files: {
        '/docs/a.html': html('A', 'Of A.', '<link rel="canonical" href="/docs/a.html">'),
        '/docs/a.html?version=2': html(
          'A',
          'Of A, two.',
          '<link rel="canonical" href="/docs/a.html">',
        ),
        '/docs/print-a.html': html(
          'A',
          'Of A, in print.',
          '<link rel="canonical" href="/docs/a.html">',
        ),
      },
      pages: ['/docs', '/docs/a.html'],
    },
    {
      what: 'its own, where the canonical address is that of another site, is not there, or is the front page',
      from: ['/docs/a.html', '/docs/b.html', '/docs/c.html'],
      files: {
        '/docs/a.html': html('A', 'A', '<link rel="canonical" href="https://elsewhere.example/a">'),
        '/docs/b.html': html('B', 'B', '<link rel="canonical" href="/docs/nothing.html">'),
        '/docs/c.html': html('C', 'C', '<link rel="canonical" href="/">'),
      },
      pages: ['/docs', '/docs/a.html', '/docs/b.html', '/docs/c.html'],
    },
    {
      what: 'where redirects lead, of every kind',
      from: ['/docs/old', '/docs/older.html', '/docs/alias.html'],
      files: {
        '/docs/old': redirect('/docs/new.html'),
        '/docs/older.html': redirect('/docs/old', 302),
        '/docs/alias.html': html(
          'Redirecting',
          '',
          '<meta http-equiv="refresh" content="0; url=other.html">',
        ),
        '/docs/new.html': html('New', 'New.'),
        '/docs/other.html': html('Other', 'Other.'),
      },
      pages: ['/docs', '/docs/new.html', '/docs/other.html'],
    },
    {
      what: 'not what asks not to be indexed; its links are followed unless it says no',
      from: ['/docs/hidden.html', '/docs/list.html', '/docs/quiet.html'],
      files: {
        '/docs/hidden.html': {
          ...html('Hidden', links('x.html')),
          headers: { 'x-robots-tag': 'noindex, nofollow' },
        },
        '/docs/list.html': html('List', links('y.html'), '<meta name="robots" content="noindex">'),
        '/docs/quiet.html': html('Quiet', '<a rel="nofollow" href="x.html">x</a>'),
        '/docs/x.html': html('X', 'X.'),
        '/docs/y.html': html('Y', 'Y.'),
      },
      pages: ['/docs', '/docs/quiet.html', '/docs/y.html'],
    },
    {
      what: 'not a translation, nor a view for printers',
      from: ['/docs/a.html', '/docs/de/a.html', '/docs/a-for-print.html'],
      files: {
        '/docs/a.html': html(
          'A',
          'A.',
          '<link rel="alternate" hreflang="de" href="de/a.html"><link rel="alternate" hreflang="en" href="a.html"><link rel="alternate" media="print" href="a-printed.html">',
        ),
        '/docs/de/a.html': html(
          'A auf Deutsch',
          links('/docs/a-printed.html'),
          '<link rel="alternate" hreflang="de" href="a.html"><link rel="alternate" hreflang="en" href="../a.html">',
        ),
        '/docs/a-printed.html': html('A printed', 'A.'),
      },
      pages: ['/docs', '/docs/a.html'],
    },
    {
      what: 'not what only says that it is not there',
      from: ['/docs/lost.html', '/docs/about-404.html', '/docs/missing.html'],
      files: {
        '/docs/lost.html': html('Page not found - Handbook', 'We have no such page.'),
        '/docs/about-404.html': html(
          '404 Not Found: what the gateway means by it',
          'The gateway says 404 when no route matches.',
        ),
      },
      pages: ['/docs', '/docs/about-404.html'],
    },
    {
      what: 'HTML, Markdown and plain text; other types are not read',
      from: [
        '/docs/notes.md',
        '/docs/plain.txt',
        '/docs/data',
        '/docs/picture.png',
        '/docs/llms.txt',
      ],
      files: {
        '/docs/notes.md': { body: '# Notes\n\nSee [more](more.html).\n' },
        '/docs/more.html': html('More', 'More.'),
        '/docs/plain.txt': { body: 'Plain words.\n' },
        '/docs/data': { body: '{}', type: 'application/json' },
        '/docs/picture.png': { body: 'PNG', type: 'image/png' },
        '/docs/llms.txt': { body: '# For agents\n' },
      },
      pages: ['/docs', '/docs/more.html', '/docs/notes.md', '/docs/plain.txt'],
    },
    {
      what: 'what the globs name; the first page only leads there',
      own: { include: ['docs/guide/**'], exclude: ['**/drafts/**'] },
      from: ['/docs/guide/a.html', '/docs/other.html', '/docs/guide/drafts/b.html'],
      files: {
        '/docs/guide/a.html': html('A', 'A.'),
        '/docs/other.html': html('Other', 'Other.'),
        '/docs/guide/drafts/b.html': html('B', 'B.'),
      },
      pages: ['/docs/guide/a.html'],
    },
    {
      what: 'what lies no more links away than the depth',
      own: { depth: 1 },
      from: ['/docs/a.html'],
      files: {
        '/docs/a.html': html('A', links('b.html')),
        '/docs/b.html': html('B', 'B.'),
      },
      pages: ['/docs', '/docs/a.html'],
    },
    {
      what: 'what robots.txt does not forbid',
      from: ['/docs/a.html', '/docs/private/b.html'],
      files: {
        '/robots.txt': { body: 'User-agent: *\nDisallow: /docs/private/\n' },
        '/docs/a.html': html('A', 'A.'),
        '/docs/private/b.html': html('B', 'B.'),
      },
      pages: ['/docs', '/docs/a.html'],
    },
  ]

  it.each(cases)('$what', async ({ files, from, pages, own }) => {
    put({ '/docs/': start(...from), ...files })
    const { documents, all } = await desk(own).crawl()
    expect([...documents.keys()].toSorted()).toEqual(pages)
    expect(all.filter(({ is }) => is === 'unread')).toEqual([])
    expect(all.at(-1)).toEqual({ is: 'whole' })
  })

  it.each(cases)('$what: and the same once more, with no body read again', async (one) => {
    put({ '/docs/': start(...one.from), ...one.files })
    const again = desk(one.own)
    await again.crawl()
    site.clear()
    const { paths } = await again.crawl()
    expect({ document: paths.document, gone: paths.gone }).toEqual({ document: [], gone: [] })
    const isLeading = one.own?.include !== undefined
    expect(paths.same).toEqual(one.pages)
    const bodies = site.requests.filter((request) => request.endsWith(' 200'))
    const allowed = /robots|sitemap|\.png|\/data|lost\.html/
    expect(bodies.filter((request) => !allowed.test(request))).toEqual(
      isLeading ? ['GET /docs/ 200'] : [],
    )
  })
})

describe('what becomes of pages', () => {
  const pages = () => ({
    '/docs/': html('Handbook', links('a.html', 'b.html', 'c.html')),
    '/docs/a.html': html('A', 'Of A.'),
    '/docs/b.html': html('B', 'Of B.'),
    '/docs/c.html': html('C', 'Of C.'),
  })

  it('edited, new, moved, deleted and restricted pages are seen in one crawl, and nothing else is read', async () => {
    put(pages())
    const again = desk()
    await again.crawl()
    site.clear()
    put({
      '/docs/': html('Handbook', links('a.html', 'b.html', 'new.html')),
      '/docs/a.html': redirect('/docs/moved.html'),
      '/docs/moved.html': html('A', 'Of A.'),
      '/docs/b.html': { body: 'no', status: 403 },
      '/docs/new.html': html('New', 'Of what is new.'),
    })
    site.files.delete('/docs/c.html')
    const { all, documents, paths } = await again.crawl()
    expect(paths.document).toEqual(['/docs', '/docs/a.html', '/docs/moved.html', '/docs/new.html'])
    expect(documents.get('/docs/a.html')?.told).toEqual({
      supersededBy: `${site.origin}/docs/moved.html`,
    })
    expect(paths.gone).toEqual(['/docs/c.html'])
    expect(all).toContainEqual({
      is: 'unread',
      path: '/docs/b.html',
      because: 'whom we ask as may not read it (status 403)',
    })
    site.clear()
    const third = await again.crawl()
    expect(third.paths).toMatchObject({
      document: [],
      gone: [],
      same: ['/docs', '/docs/a.html', '/docs/moved.html', '/docs/new.html'],
    })
  })

  it('a page that nothing leads to any more stays while it answers', async () => {
    put(pages())
    const again = desk()
    await again.crawl()
    put({ '/docs/': html('Handbook', links('a.html')) })
    expect((await again.crawl()).paths).toMatchObject({
      same: ['/docs/a.html', '/docs/b.html', '/docs/c.html'],
      gone: [],
    })
    site.files.delete('/docs/b.html')
    expect((await again.crawl()).paths.gone).toEqual(['/docs/b.html'])
  })

  it('a server without ETags is read anew, and what came again is the same', async () => {
    put({ '/docs/': { ...html('Handbook', 'Words.'), noTag: true } })
    const again = desk()
    await again.crawl()
    expect((await again.crawl()).paths).toMatchObject({ document: [], same: ['/docs'] })
  })

  it('a Last-Modified of just now is not believed', async () => {
    const now = 'Thu, 26 Nov 2026 12:00:00 GMT'
    put({
      '/docs/': {
        ...html('Handbook', 'Words.'),
        noTag: true,
        headers: { date: now, 'last-modified': now },
      },
    })
    const [document] = (await desk().crawl()).all
    expect(document).toMatchObject({ is: 'document', document: { modified: null } })
    expect(document?.is === 'document' && document.stamp).not.toContain('modified')
  })

  it('what the site answers to nonsense is gone where a page was', async () => {
    put(pages())
    site.missing = (path) => html('Handbook', `There is nothing at <b>${path}</b>, look elsewhere.`)
    const again = desk()
    expect((await again.crawl()).paths.document).toHaveLength(4)
    site.files.delete('/docs/b.html')
    expect((await again.crawl()).paths.gone).toEqual(['/docs/b.html'])
  })

  it('a site that answers everything with its first page loses nothing', async () => {
    put(pages())
    const again = desk()
    await again.crawl()
    site.files.clear()
    site.missing = () => html('Closed for today', 'Come back tomorrow.')
    expect((await again.crawl()).paths).toMatchObject({
      gone: [],
      unread: ['/docs/a.html', '/docs/b.html', '/docs/c.html'],
    })
  })

  it.each([
    [
      'robots.txt fails',
      () => put({ '/robots.txt': { body: '', status: 503 } }),
      /robots\.txt \(status 503\)/,
    ],
    [
      'robots.txt forbids it',
      () => put({ '/robots.txt': { body: 'User-agent: *\nDisallow: /\n' } }),
      /asks crawlers to stay away/,
    ],
    [
      'the first page asks who we are',
      () => put({ '/docs/': { body: '', status: 401 } }),
      /set user and passwordFrom, or tokenFrom/,
    ],
    ['the first page is not there', () => site.files.clear(), /status 404/],
    [
      'every address leads to one',
      () => {
        site.files.clear()
        site.missing = (path) =>
          path === '/closed.html' ? html('Closed', 'Closed.') : redirect('/closed.html', 302)
      },
      /sends every address to/,
    ],
    [
      'nobody answers',
      () => {
        site.isDown = true
      },
      /127\.0\.0\.1/,
    ],
  ] as const)('a crawl fails in words, and loses nothing, where %s', async (_, harm, words) => {
    put(pages())
    const again = desk()
    await again.crawl()
    harm()
    await expect(again.crawl()).rejects.toThrow(words)
  })

  it('more than mostPages are not read, and nothing is taken for gone', async () => {
    put(pages())
    const again = desk()
    await again.crawl()
    const few = desk({ mostPages: 2 })
    const { documents, all, whole } = await few.crawl()
    expect(documents.size).toBe(2)
    expect(whole).toBe(false)
    expect(all.at(-1)).toMatchObject({
      is: 'unread',
      because: expect.stringContaining('(mostPages)'),
    })
  })

  it('calendars and folders in themselves come to an end', async () => {
    let day = 0
    put({ '/docs/': html('Handbook', links('calendar?date=2026-01-01', 'loop/')) })
    site.missing = (path) => {
      day += 1
      if (path.includes('calendar'))
        return html('Calendar', links(`calendar?date=2026-01-${day}`) + day)
      if (path.includes('loop')) return html(`Loop ${path}`, links('loop/'))
      return { body: '', status: 404 }
    }
    const { documents } = await desk({ depth: 100 }).crawl()
    const of = (word: string) => [...documents.keys()].filter((path) => path.includes(word)).length
    expect(of('loop')).toBe(2)
    expect(of('calendar')).toBeLessThanOrEqual(200)
    expect(of('calendar')).toBeGreaterThan(20)
  })
})

describe('what the site lists', () => {
  const listed = (lastmod: string) =>
    sitemap(
      ['/docs/'],
      ['/docs/a.html', lastmod],
      ['/docs/b.html', '2026-01-02'],
      ['/docs/c.html', '2026-02-03'],
    )
  const dated = () => {
    put({
      '/robots.txt': { body: `User-agent: *\nSitemap: ${site.origin}/map.xml\n` },
      '/map.xml': listed('2026-01-01'),
      '/docs/': html('Handbook', 'Welcome.'),
      '/docs/a.html': html('A', 'Of A.'),
      '/docs/b.html': html('B', links('unlisted.html')),
      '/docs/c.html': html('C', 'Of C.'),
      '/docs/unlisted.html': html('Unlisted', 'Linked only.'),
    })
  }

  it('is read, and what is only linked too; its dates are what the site claims', async () => {
    dated()
    const { documents } = await desk().crawl()
    expect([...documents.keys()].toSorted()).toEqual([
      '/docs',
      '/docs/a.html',
      '/docs/b.html',
      '/docs/c.html',
      '/docs/unlisted.html',
    ])
    expect(documents.get('/docs/b.html')?.told?.listed).toEqual({
      at: '2026-01-02T00:00:00.000Z',
      basis: 'claimed',
    })
  })

  it('a list that says today, or one day, of everything is not believed', async () => {
    dated()
    put({
      '/map.xml': sitemap(
        ['/docs/a.html', '2026-11-26'],
        ['/docs/b.html', '2026-11-26'],
        ['/docs/c.html', '2026-11-26'],
      ),
    })
    const { documents } = await desk().crawl()
    expect([...documents.values()].map(({ told }) => told)).toEqual(Array(5).fill(undefined))
  })

  it('pages that are not due are passed over, unless their dates moved or the list has them no more', async () => {
    dated()
    const again = desk({}, { everything: false, isDue: () => false })
    await again.crawl()
    site.clear()
    expect((await again.crawl()).paths['passed-over']).toHaveLength(4)
    expect(site.requests.filter((request) => request.includes('.html'))).toEqual([])
    put({
      '/map.xml': sitemap(
        ['/docs/'],
        ['/docs/a.html', '2026-03-01'],
        ['/docs/c.html', '2026-02-03'],
      ),
      '/docs/a.html': html('A', 'Of A, mended.'),
    })
    site.files.delete('/docs/b.html')
    const { paths } = await again.crawl()
    expect(paths.document).toEqual(['/docs/a.html'])
    expect(paths.gone).toEqual(['/docs/b.html'])
    expect(askedFor('/docs/c.html')).toEqual([])
  })

  it('dates that often told the truth let pages be taken for the same unasked', async () => {
    dated()
    const again = desk({}, { everything: false, isDue: () => true })
    await again.crawl()
    for (let round = 1; round <= 12; round += 1) {
      put({
        '/map.xml': listed(`2026-03-${10 + round}`),
        '/docs/a.html': html('A', `Of A, ${round}.`),
      })
      await again.crawl()
    }
    site.clear()
    const { paths } = await again.crawl()
    expect(paths.same).toContain('/docs/c.html')
    expect(askedFor('/docs/c.html')).toEqual([])
  })

  it('dates that lied do not', async () => {
    dated()
    const again = desk({}, { everything: false, isDue: () => true })
    await again.crawl()
    for (let round = 1; round <= 12; round += 1) {
      put({ '/map.xml': listed(`2026-03-${10 + round}`) })
      await again.crawl()
    }
    site.clear()
    await again.crawl()
    expect(askedFor('/docs/c.html')).toEqual(['GET /docs/c.html 304'])
  })

  it('a list that cannot be read is told, and leaves nothing gone', async () => {
    dated()
    put({ '/map.xml': { body: 'oh', status: 500 } })
    const { all, whole } = await desk().crawl()
    expect(all).toContainEqual({
      is: 'unread',
      path: '/map.xml',
      because: 'of this list: it answers with status 500',
    })
    expect(whole).toBe(false)
  })
})

it('a crawl that was interrupted goes on where it was', async () => {
  put({
    '/docs/': html('Handbook', links('a.html')),
    '/docs/a.html': html('A', links('b.html')),
    '/docs/b.html': html('B', 'Of B.'),
  })
  const first = await desk().crawl()
  const done = first.all.flatMap((one) =>
    one.is === 'document' && one.document.path !== '/docs/b.html'
      ? [{ path: one.document.path, stamp: one.stamp }]
      : [],
  )
  site.clear()
  const resumed = desk(
    {},
    {
      copies: async function* () {
        for (const { path, stamp } of done)
          yield {
            path,
            copy: {
              stamp,
              gone: false,
              done: true,
              confirmed: null,
              firstSeen: null,
              visits: { count: 1, changes: 0 },
            },
          }
      },
    },
  )
  expect((await resumed.crawl()).paths.document).toEqual(['/docs/b.html'])
  expect(site.requests.filter((request) => / 200$/.test(request))).toEqual(['GET /docs/b.html 200'])
})
