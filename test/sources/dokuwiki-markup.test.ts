import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formOf } from '../../src/sources/dokuwiki/addresses.ts'
import { marksOf, onwardFrom, partsOf, titleOf } from '../../src/sources/dokuwiki/markup.ts'
import { isoDate, toldBy } from '../../src/sources/marks.ts'

const page = `~~NOTOC~~
Read this first.

====== Ledger ======
It is kept by two.
{{tag>runbook outdated}}

<code bash>
===== not a heading =====
echo '{{tag>canary}}' ~~REDIRECT>canary~~
</code>
  ===== set in =====

=====   Nightly  run =====
At 2 o'clock.
== Hours ==
Six.
`

describe('the markup of DokuWiki', () => {
  test('falls into parts by its headings, without macros and tags', () => {
    expect(partsOf(page).map(({ words, text }) => [words, text.trim().split('\n')[0]])).toEqual([
      ['', 'Read this first.'],
      ['Ledger', 'It is kept by two.'],
      ['Nightly  run', "At 2 o'clock."],
      ['Hours', 'Six.'],
    ])
    expect(partsOf(page)[1]?.text).toContain('===== not a heading =====')
    expect(JSON.stringify(partsOf(page))).not.toMatch(/NOTOC|tag>runbook/)
  })

  test.each([
    ['ops:ledger', page, 'Ledger'],
    ['ops:on_call', 'no heading', 'on call'],
    ['start', '', 'start'],
    ['start', `${'='.repeat(200_000)} x ==`, 'start'],
  ])('the title of %s', (id, text, title) => expect(titleOf(id, text)).toBe(title))

  const told = (text: string) => toldBy(marksOf(text), isoDate)

  test.each([
    ['{{tag>ops "on call" Deprecated}}', { supersededBy: "no page; it is marked 'deprecated'" }],
    ['{{tag>how-to [on call]}}', { genre: 'how-to' }],
    ['<nowiki>\n{{tag>outdated}}\n</nowiki>', {}],
    ['We are outdated. Owner: ana', {}],
    [
      '---- dataentry service ----\nowner_wiki : team-ledger # who answers\nreviewed_dt: 2026-03-04\nReview by: 2026-02-30\nstatus: obsolete\n----\nowner: eva',
      {
        owner: 'team-ledger',
        reviewed: { at: '2026-03-04T00:00:00.000Z', basis: 'claimed' },
        supersededBy: "no page; it is marked 'obsolete'",
        problems: ["review-by: '2026-02-30' is not a date; write it as 2026-03-31"],
      },
    ],
    ['---- dataentry ----\nowner: ana', {}],
  ])('%j tells %j', (text, expected) => expect(told(text)).toEqual(expected))

  test.each([
    ['~~REDIRECT>ops:New ledger#hours~~', 'ops:new_ledger'],
    ['~~GOTO>ops:ledger~~ x', 'ops:ledger'],
    ['#REDIRECT [[ops:ledger|the ledger]]\n', 'ops:ledger'],
    ['  \n#goto :ops:ledger', 'ops:ledger'],
    ['~~REDIRECT>https://acme.example/Ledger#hours~~', 'https://acme.example/Ledger#hours'],
    ["Write ''%%~~REDIRECT>page~~%%'' to lead on.", null],
    ['<nowiki>\n~~REDIRECT>page~~\n</nowiki>', null],
    ['~~REDIRECT>#~~', null],
    ['#redirect', null],
    ['We write #REDIRECT page.', null],
  ])('%j leads on to %j', (text, expected) => expect(onwardFrom(text)).toBe(expected))

  test('any text has parts, in which no word of it is lost but macros and headings’ signs', () => {
    const pieces = fc.constantFrom(
      '==',
      '====',
      '<code>',
      '</code>',
      '\n',
      ' ',
      'word',
      '{{tag>',
      '}}',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (texts) => {
        const text = texts.join('')
        const words = (some: string) => some.match(/word/g)?.length ?? 0
        const parts = partsOf(text)
        const kept = parts.map((part) => part.words + part.text).join('\n')
        if (!text.includes('{{tag>') && !text.includes('~~')) expect(words(kept)).toBe(words(text))
        marksOf(text)
        onwardFrom(text)
      }),
    )
  })
})

describe('how a wiki writes addresses', () => {
  const base = 'https://wiki.acme.example/docs'
  test.each([
    ['/docs/doku.php?id=plumbline:address&do=index', `${base}/doku.php?id=ops:run%20book`],
    ['/docs/doku.php/plumbline:address?do=index', `${base}/doku.php/ops:run%20book`],
    ['/docs/plumbline:address?do=index', `${base}/ops:run%20book`],
    ['/docs/plumbline/address?do=index', `${base}/ops/run%20book`],
    [`${base}/plumbline/address?do=index`, `${base}/ops/run%20book`],
    ['https://elsewhere.example/docs/plumbline/address?do=index', undefined],
    ['/docs/start?do=index', undefined],
    ['/docs/doku.php?tok=1&id=plumbline:address', undefined],
    ['//', undefined],
    [null, undefined],
  ])('%j', (href, expected) => expect(formOf(href, base)?.('ops:run book')).toBe(expected))
})
