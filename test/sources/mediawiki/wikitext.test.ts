import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toldByMarks } from '../../../src/sources/mediawiki/marks.ts'
import { redirectTarget, wikitextParts } from '../../../src/sources/mediawiki/wikitext.ts'

const partsOf = wikitextParts(['Category', 'Kategorie'])
const shown = (text: string) => partsOf(text).map(({ words, text }) => [words, text.trim()])

describe('wikitext falls into parts by its headings', () => {
  it.each([
    ['none', 'Pay.', [['', 'Pay.']]],
    [
      'levels',
      'Pay.\n== Refunds ==\nBy hand.\n=== At night===\nNever.',
      [
        ['', 'Pay.'],
        ['Refunds', 'By hand.'],
        ['At night', 'Never.'],
      ],
    ],
    [
      'unequal signs',
      '=== Refunds ==',
      [
        ['', ''],
        ['= Refunds', ''],
      ],
    ],
    [
      'a comment after it',
      '== Refunds == <!-- old -->\nBy hand.',
      [
        ['', ''],
        ['Refunds', 'By hand.'],
      ],
    ],
    [
      'links, quotes and templates in it',
      "== '''The''' [[Refund|refunds]] of [https://acme.example Acme] {{New}}==",
      [
        ['', ''],
        ['The refunds of Acme', ''],
      ],
    ],
    [
      'one that is code',
      '<pre>\n== no heading ==\n</pre>\n== Refunds ==',
      [
        ['', '<pre>\n== no heading ==\n</pre>'],
        ['Refunds', ''],
      ],
    ],
    [
      'one in code that is never closed',
      '<pre>\n== Refunds ==',
      [
        ['', '<pre>'],
        ['Refunds', ''],
      ],
    ],
    [
      'an equation',
      'a == b\n= = =',
      [
        ['', 'a == b'],
        ['=', ''],
      ],
    ],
    ['one in a comment', '<!--\n== old ==\n-->Pay.', [['', 'Pay.']]],
    [
      'what is no content',
      '{{Outdated|date=May 2024}}Pay.[[Category:Pay]][[kategorie:Geld|x]]__NOTOC__',
      [['', 'Pay.']],
    ],
    ['what is', 'Pay {{fee|3}} to [[Help:Start]].', [['', 'Pay {{fee|3}} to [[Help:Start]].']]],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toEqual(expected)
  })

  it('any text falls into parts, none of them longer than it', () => {
    const pieces = fc.constantFrom(
      '=',
      '==',
      '\n',
      '<pre>',
      '</pre>',
      '<!--',
      '-->',
      'a',
      '{{',
      '}}',
      '[[',
      ']]',
      'İ',
      '😀',
      ' ',
      '|',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (given) => {
        const text = given.join('')
        const parts = partsOf(text)
        expect(parts[0]?.words).toBe('')
        expect(parts.map(({ text }) => text).join('').length).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('a text made to be slow is not', () => {
    for (const piece of ['<pre>', '<!--', '{{a|', '[[Category:', '== a ', "''"]) {
      const text = piece.repeat(200_000)
      expect(partsOf(text).length).toBeGreaterThan(0)
    }
  })
})

describe('a redirect leads on', () => {
  it.each([
    ['#REDIRECT [[Payment retries]]', 'Payment retries'],
    ['  #redirect: [[:Payment_retries#Limits|x]] {{R from move}}', 'Payment retries#Limits'],
    ['#WEITERLEITUNG [[Hilfe:Anfang]]', 'Hilfe:Anfang'],
    ['# REDIRECT [[Payment retries]]', null],
    ['Pay. #REDIRECT [[Payment retries]]', null],
    ['#REDIRECT [Payment retries]', null],
    ['', null],
  ])('%s', (text, target) => {
    expect(redirectTarget(text)).toBe(target)
  })
})

describe('marks of a page', () => {
  const edited = '2026-03-01T08:00:00.000Z'
  const told = (wikitext: string, categories: readonly string[] = []) => {
    const templates = [...wikitext.matchAll(/\{\{([^{}|]+)/g)].map(([, name]) => `Template:${name}`)
    return toldByMarks({ templates, categories, wikitext, edited })
  }
  it.each([
    ['', [], {}],
    ['{{Note|Pay.}}', ['Runbooks', 'Deprecated_features'], {}],
    ['{{Superseded|New gateway}}', [], { supersededBy: 'New gateway' }],
    [
      '{{superseded_by|by=[[:New gateway#Start|there]]}}',
      [],
      { supersededBy: 'New gateway#Start' },
    ],
    ['{{Replaced by|reason=SOAP|1=New_gateway}}', [], { supersededBy: 'New gateway' }],
    ['{{Superseded}}', [], { supersededBy: 'a page that is not named' }],
    [
      '{{Deprecated|2024}}',
      [],
      { supersededBy: 'nothing that is named: the wiki marks the page as deprecated' },
    ],
    ['{{Obsolete|use [[New gateway|this]] instead}}', [], { supersededBy: 'New gateway' }],
    ['{{Deprecated|2024|replacement=New gateway}}', [], { supersededBy: 'New gateway' }],
    [
      '',
      ['Deprecated'],
      { supersededBy: 'nothing that is named: the wiki marks the page as deprecated' },
    ],
    ['{{Historical}}', [], { genre: 'record' }],
    ['', ['Archived_pages'], { genre: 'record' }],
    ['{{Archive|3}}', [], {}],
    ['{{Outdated}}', [], { reviewBy: { at: edited, basis: 'claimed' } }],
    [
      '{{Outdated|date=May 2024}}',
      [],
      { reviewBy: { at: '2024-05-01T00:00:00.000Z', basis: 'claimed' } },
    ],
    ['{{Outdated|date=May 2044}}', [], { reviewBy: { at: edited, basis: 'claimed' } }],
    ['', ['Outdated articles'], { reviewBy: { at: edited, basis: 'claimed' } }],
  ])('%s %j', (wikitext, categories, expected) => {
    expect(told(wikitext, categories)).toEqual(expected)
  })
})
