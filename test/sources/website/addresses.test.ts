import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { siteAt } from '../../../src/sources/website/addresses.ts'
import { readMemory, writtenMemory } from '../../../src/sources/website/memory.ts'
import { readStamp, written } from '../../../src/sources/website/stamp.ts'

const site = siteAt('https://handbook.example/docs/')
const from = 'https://handbook.example/docs/guide/start.html'

describe('addresses', () => {
  it.each([
    ['other.html', '/docs/guide/other.html'],
    ['./', '/docs/guide'],
    ['/docs/', '/docs'],
    ['/', '/'],
    ['/index.html', '/'],
    ['http://handbook.example/docs/a', '/docs/a'],
    ['https://handbook.example./docs/a/', '/docs/a'],
    ['//handbook.example/docs/a/index.php', '/docs/a'],
    ['a.html#part', '/docs/guide/a.html'],
    ['a.html?utm_source=x&id=7&gclid=1', '/docs/guide/a.html?id=7'],
    ['a.html?b=2&a=1', '/docs/guide/a.html?a=1&b=2'],
    ['a.html;jsessionid=AB12', '/docs/guide/a.html'],
    ['?C=N;O=D', '/docs/guide/start.html'],
    ['list?sort=name&order=asc', '/docs/guide/list'],
    ['a.html?print=1', '/docs/guide/a.html'],
    ['%7Eana/%c3%a9', '/docs/guide/~ana/%C3%A9'],
    ['a//b', '/docs/guide/a/b'],
    ['mailto:ana@handbook.example', null],
    ['javascript:void(0)', null],
    ['https://elsewhere.example/docs/', null],
    ['https://handbook.example:8443/docs/', null],
    ['https://ana:secret@handbook.example/docs/', null],
    ['http://[', null],
    [`/docs/${'x'.repeat(2_000)}`, null],
    ['/docs/a/b/a/b/a/b/', null],
    ['/docs/up/up/up/', null],
    ['/docs/1/2/1/2/', '/docs/1/2/1/2'],
  ])('%s is known as %s', (href, key) => {
    expect(site.addressOf(href, from)?.key ?? null).toBe(key)
  })

  it.each([
    ['https://h.example/docs/', '/docs/a', true],
    ['https://h.example/docs/', '/docs', true],
    ['https://h.example/docs', '/docs/a', true],
    ['https://h.example/docs', '/docsearch', false],
    ['https://h.example/docs/intro.html', '/docs/a', true],
    ['https://h.example/docs/intro.html', '/blog/', false],
    ['https://h.example', '/anything', true],
  ])('of a site at %s, %s is inside: %s', (url, path, inside) => {
    const one = siteAt(url)
    const address = one.addressOf(path)
    expect(address !== null && one.isInside(address)).toBe(inside)
  })

  it('a key is the key of itself, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ size: 'xsmall' }), fc.string(), fc.webPath({ size: 'xsmall' })),
        (href) => {
          const address = site.addressOf(href, from)
          if (address !== null) expect(site.addressOf(address.key)?.key).toBe(address.key)
        },
      ),
    )
  })
})

describe('what is kept between crawls', () => {
  it('is read as it was written', () => {
    const stamp = { etag: '"a"', text: 'x', links: ['/docs/a'], listed: '', at: '/docs/' }
    expect(readStamp(written(stamp))).toEqual(stamp)
    const memory = {
      lastmod: { claimed: 12, real: 11 },
      asides: new Map([['/docs/old', { to: '/docs/new' }]]),
      language: 'en',
      everywhere: ['/docs/home'],
    }
    expect(readMemory(writtenMemory(memory))).toEqual(memory)
  })

  it('is nothing where it is not ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        readStamp(text)
        readMemory(text)
      }),
    )
    expect(readStamp('{"etag":7}')).toBeNull()
    expect(readMemory('{"asides":[]}').asides.size).toBe(0)
  })

  it('is bounded', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => [`/docs/${at}`, { to: '/' }] as const)
    const memory = { ...readMemory(null), asides: new Map(many) }
    expect(readMemory(writtenMemory(memory)).asides.size).toBe(5_000)
    const links = Array.from({ length: 5_000 }, (_, at) => `/docs/${at}`)
    expect(readStamp(written({ links }))?.links).toHaveLength(1_000)
  })
})
