import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSitemap } from '../../../src/sources/fetching/sitemap.ts'
import { walkSitemaps } from '../../../src/sources/fetching/sitemap-walk.ts'
import { w3cDate } from '../../../src/sources/fetching/w3c-date.ts'

const now = '2026-03-04T12:00:00.000Z'
const read = (text: string | Buffer) => readSitemap(Buffer.from(text), now)
const urls = (text: string | Buffer) => read(text).entries.map(({ url }) => url)
const one = (loc: string) => `<urlset><url><loc>${loc}</loc></url></urlset>`
const many = (root: string, entry: string, locs: readonly string[]) =>
  `<${root}>${locs.map((loc) => `<${entry}><loc>${loc}</loc></${entry}>`).join('')}</${root}>`

describe('a sitemap', () => {
  test('gives its pages with what the site claims of their age', () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- made by hand -->
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url>
          <loc> https://docs.acme.example/restart?a=1&amp;b=2 </loc>
          <lastmod>2026-01-02</lastmod>
          <changefreq>daily</changefreq>
          <image:image><image:loc>https://docs.acme.example/restart.png</image:loc></image:image>
        </url>
        <url><loc><![CDATA[https://docs.acme.example/a&b]]></loc><lastmod>yesterday</lastmod></url>
        <url><lastmod>2026-01-02</lastmod></url>
        <url/>
        <url><loc>https://docs.acme.example/h&#246;he&#x2f;oben#part</loc></url>
      </urlset>`
    expect(read(text)).toEqual({
      of: 'pages',
      entries: [
        { url: 'https://docs.acme.example/restart?a=1&b=2', modified: '2026-01-02T00:00:00.000Z' },
        { url: 'https://docs.acme.example/a&b', modified: null },
        { url: 'https://docs.acme.example/h%C3%B6he/oben', modified: null },
      ],
      cut: null,
    })
  })

  test('may write the protocol’s names with a prefix', () => {
    const text = `<sm:sitemapindex xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sm:sitemap><sm:loc>https://docs.acme.example/1.xml</sm:loc><loc>https://evil.example/</loc></sm:sitemap>
    </sm:sitemapindex>`
    expect(read(text)).toMatchObject({
      of: 'sitemaps',
      entries: [{ url: 'https://docs.acme.example/1.xml' }],
    })
  })

  test('may be packed, or a plain list', () => {
    const text = one('https://docs.acme.example/a')
    expect(urls(gzipSync(text))).toEqual(['https://docs.acme.example/a'])
    expect(urls('https://docs.acme.example/a\r\n\nno address\nhttp://docs.acme.example/b')).toEqual(
      ['https://docs.acme.example/a', 'http://docs.acme.example/b'],
    )
    expect(urls(`\ufeff${text}`)).toEqual(['https://docs.acme.example/a'])
    expect(urls(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['https://docs.acme.example/a'])
  })

  test.each([
    'ftp://docs.acme.example/a',
    'javascript:alert(1)',
    '/relative',
    'https://reader:secret@docs.acme.example/',
    `https://docs.acme.example/${'a'.repeat(2_048)}`,
    'https://[',
    '',
  ])('gives no %.40s', (loc) => {
    expect(urls(one(loc))).toEqual([])
  })

  test.each([
    ['an entity', '<!DOCTYPE urlset [<!ENTITY x "evil">]>', '&x;', 'https://docs.acme.example/&x;'],
    [
      'a billion laughs',
      '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
      '&c;',
      'https://docs.acme.example/&c;',
    ],
    [
      'a file from outside',
      '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '&x;',
      'https://docs.acme.example/&x;',
    ],
    ['a number beyond Unicode', '', '&#9999999;', 'https://docs.acme.example/&'],
  ])('is given nothing by %s', (_, doctype, reference, expected) => {
    expect(urls(doctype + one(`https://docs.acme.example/${reference}`))).toEqual([expected])
  })

  test.each([
    ['a page', '<!doctype html><html><body>not found</body></html>', 'it is no sitemap'],
    [
      'a feed',
      '<rss><channel><link>https://docs.acme.example/</link></channel></rss>',
      'it is no sitemap',
    ],
    [
      'half a file',
      '<urlset><url><loc>https://docs.acme.example/a</loc></url><url>',
      'it breaks off',
    ],
    ['too deep', `<urlset>${'<a>'.repeat(99)}`, 'its elements lie too deep'],
    ['an open comment', '<urlset><!-- ', 'it breaks off'],
    ['a wrong name', '<constructor>', 'it is no sitemap'],
  ])('that is %s says so', (_, text, cut) => {
    expect(read(text).cut).toBe(cut)
  })

  test('has 50,000 entries at most', () => {
    const locs = Array.from({ length: 50_001 }, (_, page) => `https://docs.acme.example/${page}`)
    for (const text of [many('urlset', 'url', locs), locs.join('\n')]) {
      const { entries, cut } = read(text)
      expect(entries).toHaveLength(50_000)
      expect(cut).toBe('it has more than 50000 entries')
    }
    expect(read(many('urlset', 'url', locs.slice(1))).cut).toBeNull()
  })

  test('is unpacked to 50 MB at most', () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, ' '))
    expect(read(bomb)).toMatchObject({ entries: [], cut: 'it cannot be unpacked to at most 50 MB' })
    expect(read(gzipSync('x').subarray(0, 12)).cut).toBe('it cannot be unpacked to at most 50 MB')
  })

  test('whatever it is, it is read', () => {
    const words = fc.constantFrom(
      '<',
      '>',
      '/',
      '<urlset>',
      '<url>',
      '<loc>',
      '</loc>',
      '</url>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE x [',
      ']>',
      '&amp;',
      '&#x41;',
      '&',
      ':',
      'https://a.example/',
      'sitemapindex',
      '"',
    )
    const text = fc.array(fc.oneof(words, fc.string({ maxLength: 5 }))).map((all) => all.join(''))
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `<urlset>${rest}`),
        ),
        (said) => {
          for (const { url } of read(said).entries) expect(url).toMatch(/^https?:/)
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readSitemap(Uint8Array.from([0x1f, 0x8b, ...bytes]), now).entries).toEqual([])
      }),
    )
  })
})

describe('lastmod', () => {
  test.each([
    ['2025', '2025-01-01T00:00:00.000Z'],
    ['2025-07', '2025-07-01T00:00:00.000Z'],
    ['2025-07-16', '2025-07-16T00:00:00.000Z'],
    ['2025-07-16T19:20+01:00', '2025-07-16T18:20:00.000Z'],
    ['2025-07-16T19:20:30+01:00', '2025-07-16T18:20:30.000Z'],
    ['2025-07-16T19:20:30.45Z', '2025-07-16T19:20:30.000Z'],
    ['2025-07-16T19:20:30-0230', '2025-07-16T21:50:30.000Z'],
    [' 2025-07-16\n', '2025-07-16T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-03-05', '2026-03-05T00:00:00.000Z'],
    ['2025-02-29', null],
    ['2025-13-01', null],
    ['2025-00-01', null],
    ['2025-07-16T24:00:00Z', null],
    ['2025-07-16T19:20:30', null],
    ['2025-07-16 19:20:30', null],
    ['16.07.2025', null],
    ['0001-01-01T00:00:00Z', null],
    ['1970-01-01', null],
    ['2026-03-06', null],
    ['9999-12-31', null],
    ['', null],
  ])('%j is %s', (text, expected) => {
    expect(w3cDate(text, now)).toBe(expected)
  })

  test('every moment of the web can be written and read', () => {
    const min = new Date('1990-01-01')
    fc.assert(
      fc.property(fc.date({ min, max: new Date(now), noInvalidDate: true }), (date) => {
        date.setUTCMilliseconds(0)
        expect(w3cDate(date.toISOString(), now)).toBe(date.toISOString())
      }),
    )
  })
})

describe('a site’s sitemaps', () => {
  const walk = async (
    files: Readonly<Record<string, string>>,
    starts = ['https://a.example/0'],
  ) => {
    const asked: string[] = []
    const listed: string[] = []
    const reading = async (url: string) => {
      asked.push(url)
      const text = files[url]
      return text === undefined ? 'there is none (404)' : Buffer.from(text)
    }
    for await (const found of walkSitemaps(starts, reading, now))
      listed.push(found.is === 'page' ? found.url : `${found.url}: ${found.because}`)
    return { asked, listed }
  }
  const index = (...locs: readonly string[]) => many('sitemapindex', 'sitemap', locs)
  const pages = (...locs: readonly string[]) => many('urlset', 'url', locs)

  test('are walked in order, each once', async () => {
    const { asked, listed } = await walk({
      'https://a.example/0': index(
        'https://a.example/1',
        'https://a.example/2',
        'https://a.example/0',
      ),
      'https://a.example/1': index('https://a.example/3', 'https://a.example/2'),
      'https://a.example/2': pages('https://a.example/c'),
      'https://a.example/3': pages('https://a.example/a', 'https://a.example/b'),
    })
    expect(listed).toEqual(['https://a.example/a', 'https://a.example/b', 'https://a.example/c'])
    expect(asked.map((url) => url.at(-1)).join('')).toBe('0132')
  })

  test('are walked three deep, and what is missing is told', async () => {
    const { listed } = await walk({
      'https://a.example/0': index('https://a.example/1', 'https://a.example/gone'),
      'https://a.example/1': index('https://a.example/2'),
      'https://a.example/2': index('https://a.example/3'),
      'https://a.example/3': pages('https://a.example/a'),
    })
    expect(listed).toEqual([
      'https://a.example/2: it lists sitemaps more than 3 deep',
      'https://a.example/gone: there is none (404)',
    ])
  })

  test('are 2,000 at most', async () => {
    const inner = Array.from({ length: 3_000 }, (_, file) => `https://a.example/${file + 1}`)
    const { asked, listed } = await walk({ 'https://a.example/0': index(...inner) })
    expect(asked).toHaveLength(2_000)
    expect(listed.at(-1)).toBe('https://a.example/2000: more than 2000 sitemaps are listed')
  })
})
