import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectSound } from './invariants.ts'
import { blocksIn, readText } from './reading.ts'

interface Made {
  readonly html: string
  readonly count: Readonly<Record<'pre' | 'row' | 'item' | 'heading', number>>
  readonly codes: readonly string[]
  readonly pres: readonly string[]
  readonly words: readonly string[]
}

const nothing: Made = {
  html: '',
  count: { pre: 0, row: 0, item: 0, heading: 0 },
  codes: [],
  pres: [],
  words: [],
}
const together = (parts: readonly Made[], wrap: (html: string) => string): Made => ({
  html: wrap(parts.map(({ html }) => html).join('')),
  count: {
    pre: parts.reduce((sum, { count }) => sum + count.pre, 0),
    row: parts.reduce((sum, { count }) => sum + count.row, 0),
    item: parts.reduce((sum, { count }) => sum + count.item, 0),
    heading: parts.reduce((sum, { count }) => sum + count.heading, 0),
  },
  codes: parts.flatMap(({ codes }) => codes),
  pres: parts.flatMap(({ pres }) => pres),
  words: parts.flatMap(({ words }) => words),
})
const plus = (made: Made, key: keyof Made['count'], by = 1): Made => ({
  ...made,
  count: { ...made.count, [key]: made.count[key] + by },
})
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const odd = [
  'plain',
  'snake_case_name',
  '*starred*',
  '**bold**',
  '_under_',
  'Vec<T>',
  '<div>',
  '#tag',
  '# not',
  '- dash',
  '+ plus',
  '1. one',
  '2) two',
  '> quote',
  '[x](y)',
  '[ref]',
  '[^1]',
  '![i](j)',
  'a|b',
  '| c |',
  '`tick`',
  '``',
  '\\n',
  'C:\\dir',
  '&amp;',
  '&lt;b&gt;',
  '~~gone~~',
  '~/path',
  '---',
  '===',
  '***',
  '```',
  '~~~',
  ':::note',
  '!!! note',
  '$HOME',
  '--flag',
  'a*b',
  '* x',
  '[x]: y',
  'é',
  'https://e.org/a_b_c',
  'x](z)',
  '[',
  ']',
  '{#id}',
  '@user',
  'trailing\\',
  '#',
  '1.',
  '-',
  '=',
]
const word = fc.constantFrom(...odd)
const phrase = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .chain((list) => fc.constantFrom(' ', '\n', ' \n  ').map((gap) => list.join(gap)))

const text: fc.Arbitrary<Made> = phrase.map((words) => ({
  ...nothing,
  html: escaped(words),
  words: words.split(/\s+/),
}))
const code: fc.Arbitrary<Made> = phrase.map((words) => {
  const plain = words.replace(/\s+/g, ' ')
  return { ...nothing, html: `<code>${escaped(words)}</code>`, codes: [plain], words: [] }
})
const inlineTag = fc.constantFrom(
  'b',
  'strong',
  'em',
  'span',
  'a href="x(1).html"',
  'del',
  'a',
  'i',
  'u',
  'small',
)
const around = (tag: string) => (html: string) => `<${tag}>${html}</${tag.split(' ')[0]}>`

const { inline } = fc.letrec<{ inline: Made; one: Made }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    code,
    fc.tuple(inlineTag, tie('inline')).map(([tag, inner]) => together([inner], around(tag))),
    fc.constant({ ...nothing, html: '<br>' }),
  ),
  inline: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).chain((parts) =>
    fc.constantFrom('', ' ').map((gap) =>
      together(
        parts.map((part) => ({ ...part, html: part.html + gap })),
        (html) => html,
      ),
    ),
  ),
}))

const sentence = fc
  .tuple(text, inline)
  .map(([first, rest]) => together([first, { ...rest, html: ` ${rest.html}` }], (html) => html))
const paragraph = sentence.map((inner) => together([inner], around('p')))
const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), sentence)
  .map(([level, inner]) => plus(together([inner], around(`h${level}`)), 'heading'))
const pre = fc.array(word, { minLength: 1, maxLength: 5 }).map((lines) => {
  const body = lines.join('\n')
  return {
    ...nothing,
    html: `<pre>${escaped(body)}</pre>`,
    count: { ...nothing.count, pre: 1 },
    pres: [body],
  }
})
const cell = fc
  .tuple(fc.constantFrom('td', 'td', 'th'), fc.oneof(sentence, paragraph))
  .map(([tag, inner]) => together([inner], around(tag)))
const row = fc
  .array(cell, { minLength: 1, maxLength: 4 })
  .map((cells) => plus(together(cells, around('tr')), 'row'))
const table = fc
  .tuple(row, fc.array(row, { minLength: 1, maxLength: 4 }))
  .map(([first, rest]) => together([first, ...rest], around('table')))

const { block } = fc.letrec<{ block: Made; list: Made; item: Made }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3 },
    sentence.map((inner) => plus(together([inner], around('li')), 'item')),
    fc
      .tuple(sentence, fc.array(tie('block'), { maxLength: 2 }))
      .map(([own, more]) => plus(together([own, ...more], around('li')), 'item')),
    fc
      .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
      .map(([own, more]) => plus(together([own, ...more], around('li')), 'item')),
  ),
  list: fc
    .tuple(
      fc.constantFrom('ul', 'ol', 'ol start="7"'),
      fc.array(tie('item'), { minLength: 1, maxLength: 4 }),
    )
    .map(([tag, items]) => together(items, around(tag))),
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    paragraph,
    heading,
    pre,
    table,
    tie('list'),
    fc
      .tuple(
        fc.constantFrom(
          'div',
          'section',
          'blockquote',
          'div class="admonition warning"',
          'details',
        ),
        fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
      )
      .map(([tag, inner]) => together(inner, around(tag))),
    sentence,
  ),
}))
const page = fc.array(block, { maxLength: 6 }).map((parts) => together(parts, around('main')))

const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
const runs = { numRuns: Number(process.env.PLUMBLINE_TEST_RUNS ?? 120) }

describe('an HTML page keeps everything that its main content holds', () => {
  it('every code block, table row, list item, heading, code span and word', () => {
    fc.assert(
      fc.property(page, (made) => {
        const read = readText(made.html, 'html')
        expectSound(read, made.html)
        const blocks = blocksIn(read)
        const of = (kind: string) => blocks.filter((each) => each.kind === kind)
        expect(of('heading').length, read.page.text).toBe(made.count.heading)
        expect(of('table-row').length, read.page.text).toBe(made.count.row)
        expect(of('list-item').length, read.page.text).toBe(made.count.item)
        expect(
          of('code').map(({ text: shown }) => shown.replace(/^(?:> ?| {2,})+/gm, '').trim()),
          read.page.text,
        ).toEqual(made.pres.map((body) => body.replace(/^(?:> ?| {2,})+/gm, '').trim()))
        expect(
          blocks.flatMap(({ marks }) =>
            marks.filter(({ kind }) => kind === 'code').map((mark) => mark.text),
          ),
          read.page.text,
        ).toEqual(made.codes)
        const words = unescaped(read.page.text)
        for (const each of made.words) expect(words, each).toContain(each)
      }),
      runs,
    )
  })
})

const headingsOf = (html: string): string[] =>
  blocksIn(readText(html, 'html')).flatMap(({ kind, text: words }) =>
    kind === 'heading' ? [words] : [],
  )

describe('what only looks like the frame of a page stays', () => {
  it.each([
    ['a heading', '<main><h1>API</h1><h2 id="pagination">Pagination</h2><p>Ask for 50.</p></main>'],
    [
      'a section',
      '<main><h1>API</h1><section id="pagination"><h2>Pagination</h2><p>Ask.</p></section></main>',
    ],
    [
      'an old section',
      '<main><h1>API</h1><div class="section" id="pagination"><h2>Pagination</h2></div></main>',
    ],
    [
      'a headline of MediaWiki',
      '<div class="mw-parser-output"><h1>API</h1><h2><span class="mw-headline" id="Pagination">Pagination</span></h2></div>',
    ],
  ])('%s named like a part of it', (_, html) => {
    expect(headingsOf(html)).toEqual(['API', 'Pagination'])
  })
})

describe('a notice outside the content', () => {
  const page = (notice: string): string =>
    `<body><div class="alert alert-warning" role="alert">${notice}</div><main><h1>Tides</h1><p>High at six.</p></main></body>`
  const admonished = (html: string): boolean =>
    blocksIn(readText(html, 'html')).some(({ admonition }) => admonition !== undefined)

  it.each([
    [
      'takes the page back',
      'This is documentation for Tides 1.x, which is no longer maintained.',
      true,
    ],
    ['speaks of the page', 'You are reading an old version of this page.', true],
    ['speaks of something else', 'The old version of our app is no longer supported.', false],
    ['is news', 'This page has a new home. Come to our harbour days!', false],
  ])('that %s', (_, notice, comes) => {
    expect(admonished(page(notice))).toBe(comes)
  })
})
