import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/pages/read-page.ts'

const times = (head: string, body = '') => {
  const { page } = readPage(
    {
      source: 'handbook',
      path: '/docs/limits',
      url: null,
      format: 'html',
      text: `<html><head>${head}</head><body><main><h1>Limits</h1>${body}<p>Three tries.</p></main></body></html>`,
      access: [],
      home: null,
      created: null,
      modified: null,
      revision: null,
    },
    '2026-06-01T00:00:00.000Z',
  )
  const { created, modified, reviewed } = page.times
  return [created, modified, reviewed].map((date) => date?.at.slice(0, 10) ?? null)
}
const data = (value: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const article = {
  '@type': 'TechArticle',
  datePublished: '2024-01-02',
  dateModified: '2025-03-04T10:00:00+01:00',
  lastReviewed: '2025-05-06',
}
const all = ['2024-01-02', '2025-03-04', '2025-05-06']
const none = [null, null, null]

describe('dates of structured data', () => {
  it.each([
    ['a page', data(article), '', all],
    [
      'a graph',
      data({ '@context': 'https://schema.org', '@graph': [{ '@type': 'Organization' }, article] }),
      '',
      all,
    ],
    [
      'a list of types',
      data([{ ...article, '@type': ['https://schema.org/WebPage', 'FAQPage'] }]),
      '',
      all,
    ],
    ['what is on a page', data({ '@type': 'Event', dateModified: '2025-03-04' }), '', none],
    ['a comment of an article', data({ '@type': 'Organization', comment: article }), '', none],
    ['no JSON', '<script type="application/ld+json">{"@type": "Article",</script>', '', none],
    [
      'microdata',
      '<meta itemprop="dateModified" content="2025-03-04">',
      '',
      [null, '2025-03-04', null],
    ],
    [
      'a meta element before them',
      `<meta name="last-modified" content="2025-01-01">${data(article)}`,
      '',
      ['2024-01-02', '2025-01-01', '2025-05-06'],
    ],
    [
      'a time by its property',
      '',
      '<time itemprop="dateModified" datetime="2025-03-04">4 March</time>',
      [null, '2025-03-04', null],
    ],
    [
      'a time by its class',
      '',
      '<time class="updated" datetime="2025-03-04T00:00:00Z">4 March</time>',
      [null, '2025-03-04', null],
    ],
    [
      'a time behind words',
      '',
      '<p>Last reviewed on <time datetime="2025-05-06">6 May</time></p>',
      [null, null, '2025-05-06'],
    ],
    [
      'a time of something else',
      '',
      '<p>The bank opens at <time datetime="2025-05-06">6 May</time></p>',
      none,
    ],
  ])('%s', (_, head, body, expected) => {
    expect(times(head, body)).toEqual(expected)
  })

  it('whatever JSON stands there is read without a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        times(data(value).replaceAll('</', '<\\/'))
      }),
    )
  })
})
