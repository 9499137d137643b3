import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageSigns } from '../../../src/sources/website/page-signs.ts'

describe('the signs of a page', () => {
  it('are read from whatever way a page is written in', () => {
    const signs = pageSigns(`<!DOCTYPE html>
<HTML LANG=en-GB><head><title>Queues &amp; workers</title>
<base href="/docs/"><link rel='canonical' href=queues.html>
<meta name="robots" content="otherbot: noindex, nofollow">
<link rel="alternate" hreflang="de" href="/de/queues.html"><link rel=next href="workers.html">
<script>document.write('<a href="/never">never</a>')</script></head>
<body><!-- <a href="/commented">no</a> --><a title="a > b" href="drain.html?a=1&amp;b=2">Drain</a>
<a href="#here">here</a><a rel="nofollow ugc" href="/spam">spam</a><area href='map.html'>
<textarea><a href="/typed">typed</a></textarea><a href=bare.html>bare</a></body></html>`)
    expect(signs).toMatchObject({
      title: 'Queues & workers',
      base: '/docs/',
      canonical: 'queues.html',
      language: 'en-gb',
      noindex: false,
      nofollow: true,
      translations: [['de', '/de/queues.html']],
      links: ['workers.html', 'drain.html?a=1&b=2', 'map.html', 'bare.html'],
    })
  })

  it.each([
    ['0; url=/new.html', '/new.html'],
    ['0;/new.html', '/new.html'],
    ["5; URL='new.html'", 'new.html'],
    ['300; url=/same.html', null],
    ['60', null],
  ])('a refresh that says %s', (content, to) => {
    expect(pageSigns(`<meta http-equiv="Refresh" content="${content}">`).refresh).toBe(to)
  })

  it.each([
    ['noindex', true, false],
    ['none', true, true],
    ['plumbline: noindex', true, false],
    ['otherbot: noindex', false, false],
    ['max-snippet:-1, noindex', true, false],
  ])('robots: %s', (words, noindex, nofollow) => {
    expect(pageSigns('', words)).toMatchObject({ noindex, nofollow })
  })

  it('the digest is that of what readers see', () => {
    const page = (nonce: string, words: string) =>
      pageSigns(`<p data-nonce="${nonce}">${words}</p><script>${nonce}</script>`).digest
    expect(page('1', 'Drain the node.')).toBe(page('2', 'Drain the node.'))
    expect(page('1', 'Drain the node.')).not.toBe(page('1', 'Drain the nodes.'))
  })

  it('of anything are read without a fault', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '<a href=',
      '<!--',
      '-->',
      '</',
      '<script>',
      '=',
      'x',
      ' ',
      '&#x41;',
      '<meta ',
      'content=',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        pageSigns(parts.join(''))
      }),
    )
  })

  it.each([
    '<',
    '<a ',
    '<a href="',
    '<!--',
    '</',
    '<script>',
    '<a b=',
    "<a x='",
    '<title>',
    '<meta content="0;',
  ])(
    'of %s two million letters long are read in time that grows no faster than they do',
    (piece) => {
      const html = piece.repeat(Math.ceil(400_000 / piece.length))
      expect(pageSigns(html).links.length).toBeLessThanOrEqual(5_000)
    },
  )
})
