import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRobots, robotsUrl } from '../../../src/sources/fetching/robots.ts'

const file = 'https://docs.acme.example/robots.txt'
const page = (path: string) => `https://docs.acme.example${path}`
const robots = (text: string, status = 200) => readRobots(file, { status, body: Buffer.from(text) })

describe('robots.txt', () => {
  test.each([
    ['nothing', '', '/a', true],
    ['all for all', 'User-agent: *\nDisallow: /', '/a', false],
    ['nothing for all', 'User-agent: *\nDisallow:', '/a', true],
    ['a folder', 'User-agent: *\nDisallow: /drafts/', '/drafts/a', false],
    ['beside a folder', 'User-agent: *\nDisallow: /drafts/', '/drafts', true],
    ['the longer rule', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    [
      'the longer rule, whatever comes first',
      'User-agent: *\nAllow: /a\nDisallow: /a/b',
      '/a/b',
      false,
    ],
    ['of two as long, the kinder', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['us by name', 'User-agent: *\nDisallow: /\n\nUser-agent: Plumbline\nAllow: /', '/a', true],
    [
      'us by name, against all',
      'User-agent: *\nAllow: /\n\nUser-agent: plumbline/1.0\nDisallow: /',
      '/a',
      false,
    ],
    ['several names', 'User-agent: other\nUser-agent: PLUMBLINE\nDisallow: /', '/a', false],
    ['others', 'User-agent: other\nDisallow: /', '/a', true],
    [
      'two groups of one name',
      'User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b',
      '/b',
      false,
    ],
    ['a wildcard', 'User-agent: *\nDisallow: /*/edit', '/wiki/edit', false],
    ['an end', 'User-agent: *\nDisallow: /*.pdf$', '/a.pdf', false],
    ['not at the end', 'User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', true],
    ['a query', 'User-agent: *\nDisallow: /*?action=', '/w?action=edit', false],
    ['letters beyond ASCII', 'User-agent: *\nDisallow: /höhe', '/h%C3%B6he', false],
    ['a comment', 'User-agent: * # all\nDisallow: /a # but not b', '/a', false],
    ['spaces', '  user-agent :  *  \r\n  DISALLOW :  /a  ', '/a', false],
    ['a byte order mark', '\ufeffUser-agent: *\nDisallow: /a', '/a', false],
    ['a page instead of it', '<html>User-agent</html>', '/a', true],
    ['itself', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ])('%s', (_, text, path, expected) => {
    expect(robots(text).allows(page(path))).toBe(expected)
  })

  test.each([
    [404, true],
    [410, true],
    [401, true],
    [403, true],
    [301, true],
    [429, false],
    [500, false],
    [503, false],
    [0, false],
    [Number.NaN, false],
  ])('a %i allows all or nothing: %s', (status, expected) => {
    expect(robots('User-agent: *\nDisallow: /', status).allows(page('/a'))).toBe(expected)
  })

  test('where nobody answered, nothing is allowed', () => {
    const { allows, delay, sitemaps } = readRobots(file, null)
    expect([allows(page('/a')), delay, sitemaps]).toEqual([false, 0, []])
  })

  test.each([
    'http://docs.acme.example/a',
    'https://docs.acme.example:8443/a',
    'https://wiki.acme.example/a',
    'no address',
    `https://docs.acme.example/${'a'.repeat(5_000)}`,
  ])('of %.60s it says nothing: no', (url) => {
    expect(robots('').allows(url)).toBe(false)
    expect(robots('', 404).allows(url)).toBe(false)
  })

  test.each([
    ['User-agent: *\nCrawl-delay: 2', 2_000],
    ['User-agent: *\nCrawl-delay: 0.5', 500],
    ['User-agent: *\nCrawl-delay: 9\nUser-agent: plumbline\nCrawl-delay: 1', 1_000],
    ['User-agent: *\nCrawl-delay: -1', 0],
    ['User-agent: *\nCrawl-delay: soon', 0],
    ['User-agent: *\nCrawl-delay: Infinity', 3_600_000],
    ['User-agent: other\nCrawl-delay: 5', 0],
  ])('%j asks for a distance of %i ms', (text, expected) => {
    expect(robots(text).delay).toBe(expected)
  })

  test('sitemaps are addresses of the web, each once', () => {
    const text = [
      'Sitemap: https://docs.acme.example/sitemap.xml',
      'sitemap: /more.xml',
      'Sitemap: https://docs.acme.example/sitemap.xml#again',
      'Sitemap: https://docs.acme.example/sitemap.xml',
      'Sitemap: file:///etc/passwd',
      'Sitemap: http://[',
      'Sitemap:',
    ].join('\n')
    expect(robots(text).sitemaps).toEqual([
      'https://docs.acme.example/sitemap.xml',
      'https://docs.acme.example/more.xml',
    ])
  })

  test('500 KiB are read, and of the rest no half line', () => {
    const line = 'Disallow: /private\n'
    const head = 'User-agent: *\n'
    const fill = (bytes: number) => `${'#'.repeat(bytes - head.length - 1)}\n`
    const within = head + fill(500 * 1_024 - line.length) + line
    expect(robots(within).allows(page('/private'))).toBe(false)
    const across = `${head + fill(500 * 1_024 - 11)}Disallow: /private\n`
    expect(robots(across).allows(page('/private'))).toBe(true)
    expect(robots(across).allows(page('/'))).toBe(true)
  })

  test('patterns that take long to match are cut so that they forbid more', () => {
    const hostile = `User-agent: *\nAllow: /open/*x\n${`Disallow: /a${'*a'.repeat(500)}b\n`.repeat(400)}`
    const { allows } = robots(`${hostile}Allow: /a*\n`)
    expect(allows(page(`/a${'a'.repeat(3_000)}`))).toBe(false)
    expect(allows(page('/open/x'))).toBe(true)
    expect(allows(page('/b'))).toBe(true)
  })

  test('whatever it says, it says yes or no', () => {
    const words = fc.constantFrom(
      'User-agent',
      'Disallow',
      'Allow',
      'Crawl-delay',
      'Sitemap',
      ':',
      '*',
      '/',
      '$',
      '#',
      '\n',
      ' ',
      '%',
      'a',
      '__proto__',
      '\u0000',
    )
    const text = fc.array(fc.oneof(words, fc.string({ maxLength: 5 }))).map((all) => all.join(''))
    fc.assert(
      fc.property(text, fc.webPath(), (said, path) => {
        const read = robots(said)
        expect(typeof read.allows(page(path))).toBe('boolean')
        expect(read.delay).toBeGreaterThanOrEqual(0)
        expect(read.delay).toBeLessThanOrEqual(3_600_000)
        expect(read.sitemaps.length).toBeLessThanOrEqual(1_000)
      }),
    )
  })

  test('it stands at the root of a page’s site', () => {
    expect(robotsUrl('https://docs.acme.example:8443/a/b?c')).toBe(
      'https://docs.acme.example:8443/robots.txt',
    )
  })
})
