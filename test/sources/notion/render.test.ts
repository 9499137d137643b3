import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../src/sources/notion/render.ts'
import { content as contentShape, type RichText } from '../../../src/sources/notion/shapes.ts'
import type { Block } from '../../../src/sources/notion/tree.ts'
import { blocksIn, readText } from '../../pages/reading.ts'

const text = (...words: readonly string[]): RichText => words.map((plain_text) => ({ plain_text }))
const block = (type: string, content: object, ...children: readonly Block[]): Block => ({
  id: 'b1',
  type,
  content: contentShape.parse(content),
  children,
})
const shown = (...blocks: readonly Block[]): string => renderPage([], blocks)

describe('a block', () => {
  const item = (words: string, ...children: readonly Block[]) =>
    block('bulleted_list_item', { rich_text: text(words) }, ...children)
  const cases: readonly (readonly [string, readonly Block[], string])[] = [
    ['paragraph', [block('paragraph', { rich_text: text('Call the bank.') })], 'Call the bank.\n'],
    ['heading', [block('heading_2', { rich_text: text('Who\ncalls') })], '## Who calls\n'],
    [
      'toggle heading',
      [
        block(
          'heading_3',
          { rich_text: text('More') },
          block('paragraph', { rich_text: text('Inside.') }),
        ),
      ],
      '### More\n\nInside.\n',
    ],
    ['list', [item('queue', item('worker')), item('bank')], '- queue\n\n  - worker\n\n- bank\n'],
    [
      'numbers go on, and start anew after something else',
      [
        block('numbered_list_item', { rich_text: text('stop') }),
        block('numbered_list_item', { rich_text: text('start') }),
        block('divider', {}),
        block('numbered_list_item', { rich_text: text('wait'), list_start_index: 5 }),
      ],
      '1. stop\n\n2. start\n\n***\n\n5. wait\n',
    ],
    [
      'tasks',
      [
        block('to_do', { rich_text: text('page'), checked: true }),
        block('to_do', { rich_text: text('wait') }),
      ],
      '- [x] page\n\n- [ ] wait\n',
    ],
    [
      'code with its language and caption',
      [
        block('code', {
          rich_text: text('a ``` b\nc'),
          language: 'plain text',
          caption: text('It ends.'),
        }),
      ],
      '````\na ``` b\nc\n````\n\nIt ends.\n',
    ],
    [
      'code of a language',
      [block('code', { rich_text: text('x'), language: 'java/c/c++/c#' })],
      '```java/c/c++/c#\nx\n```\n',
    ],
    [
      'callout',
      [block('callout', { rich_text: text('Mind the gap.'), icon: { emoji: '⚠️' } }, item('left'))],
      '> [!WARNING]\n> Mind the gap.\n>\n> - left\n',
    ],
    ['quote', [block('quote', { rich_text: text('one\ntwo') })], '> one\n> two\n'],
    ['equation', [block('equation', { expression: 'a_1 = b' })], '```math\na_1 = b\n```\n'],
    [
      'table without a header',
      [
        block(
          'table',
          { has_column_header: false },
          block('table_row', { cells: [text('a|b'), text('c')] }),
        ),
      ],
      '|  |  |\n| --- | --- |\n| a\\|b | c |\n',
    ],
    [
      'table with a header',
      [
        block(
          'table',
          { has_column_header: true },
          block('table_row', { cells: [text('Bank'), text('Limit')] }),
          block('table_row', { cells: [text('Norden'), text('3')] }),
        ),
      ],
      '| Bank | Limit |\n| --- | --- |\n| Norden | 3 |\n',
    ],
    [
      'bookmark',
      [block('bookmark', { url: 'https://a.example/x(1)', caption: text('Desk') })],
      'Desk <https://a.example/x%281%29>\n',
    ],
    [
      'image',
      [
        block('image', {
          external: { url: 'https://a.example/i.png' },
          caption: text('Berths [1]'),
        }),
      ],
      '![Berths \\[1\\]](https://a.example/i.png)\n',
    ],
    [
      'file that Notion keeps',
      [block('file', { name: 'ports.pdf', caption: text('All ports') })],
      'ports.pdf\n\nAll ports\n',
    ],
    ['page below', [block('child_page', { title: 'Berths' })], 'Berths\n'],
    [
      'link to a page',
      [block('link_to_page', { page_id: '11aa-22bb' })],
      '<https://www.notion.so/11aa22bb>\n',
    ],
    [
      'columns and blocks in step, in order',
      [
        block(
          'column_list',
          {},
          block('column', {}, block('paragraph', { rich_text: text('left') })),
          block('column', {}, block('paragraph', { rich_text: text('right') })),
        ),
        block(
          'synced_block',
          { synced_from: null },
          block('paragraph', { rich_text: text('same') }),
        ),
      ],
      'left\n\nright\n\nsame\n',
    ],
    [
      'a type that nobody has heard of',
      [block('hologram', { rich_text: text('seen'), title: 'Shape' })],
      'seen\n\nShape\n',
    ],
    [
      'no front matter',
      [block('paragraph', { rich_text: text('---\nowner: eve\n---') })],
      '\\---\nowner: eve\n\\---\n',
    ],
  ]
  test.each(cases)('%s', (_, blocks, expected) => expect(shown(...blocks)).toBe(expected))

  test('a row’s columns come first', () => {
    expect(renderPage([['Port', '80|80']], [])).toBe(
      '| Property | Value |\n| --- | --- |\n| Port | 80\\|80 |\n',
    )
  })
})

describe('rich text', () => {
  const line = (...items: RichText) => shown(block('paragraph', { rich_text: items })).trim()
  const cases: readonly (readonly [string, RichText, string])[] = [
    [
      'names stay what they are',
      text('PAYMENT_RETRIES is 3 * 4 in a[0] & b'),
      'PAYMENT_RETRIES is 3 * 4 in a[0] & b',
    ],
    [
      'what Markdown would take',
      text('*a* _b_ `c` <b> &amp; [x](y) ~~z~~'),
      '\\*a\\* \\_b\\_ \\`c\\` \\<b> \\&amp; [x\\](y) \\~\\~z\\~\\~',
    ],
    [
      'what would start something',
      text('# a\n1. b\n> c\n- d\n::: e'),
      '\\# a\n1\\. b\n\\> c\n\\- d\n\\::: e',
    ],
    ['code', [{ plain_text: 'npm ci', annotations: { code: true } }], '`npm ci`'],
    ['code with ticks', [{ plain_text: '`a', annotations: { code: true } }], '`` `a ``'],
    [
      'bold',
      [{ plain_text: 'Note: ', annotations: { bold: true } }, { plain_text: 'x' }],
      '**Note:** x',
    ],
    [
      'bold inside a word is left out',
      [
        { plain_text: 'un' },
        { plain_text: '(do)', annotations: { bold: true } },
        { plain_text: 'ing' },
      ],
      'un(do)ing',
    ],
    ['struck out', [{ plain_text: 'old', annotations: { strikethrough: true } }], '<del>old</del>'],
    [
      'link',
      [{ plain_text: 'the [desk]', href: 'https://a.example/?q=(1)' }],
      '[the \\[desk\\]](https://a.example/?q=%281%29)',
    ],
    [
      'mention of a page',
      [{ type: 'mention', plain_text: 'Berths', href: '/11aa' }],
      '[Berths](https://www.notion.so/11aa)',
    ],
    ['a link that is none', [{ plain_text: 'run', href: 'javascript:alert(1)' }], 'run'],
    ['equation', [{ type: 'equation', plain_text: 'a_1' }], '$a_1$'],
  ]
  test.each(cases)('%s', (_, items, expected) => expect(line(...items)).toBe(expected))
})

/** Marks and space aside: what is left must come out, in order. */
const bare = (words: string): string =>
  words
    .replaceAll('&nbsp;', '')
    .replace(/<\/?(?:del|code)>/g, '')
    .replace(/[\s\\`*$_~]/g, '')

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.string({
    unit: fc.constantFrom(...'a1 \n\\`*_[]()<>#|~&!$:-+=.^;"\''),
    maxLength: 24,
  }),
  fc.constantFrom(
    '1. x',
    '# y',
    '---',
    '===',
    '```',
    '~~~',
    '> z',
    '- ',
    '::: note',
    '!!! note',
    '    four',
    '| a | b |',
    '[x]: y',
    '&lt;',
    'https://a.example/b',
    '<!-- c -->',
    '<script>',
  ),
)
const rich = fc.array(
  fc.record({
    plain_text: words,
    href: fc.option(fc.constantFrom('https://a.example/x', '/11aa', 'nowhere:'), { freq: 6 }),
    annotations: fc.record({ bold: fc.boolean(), code: fc.boolean(), strikethrough: fc.boolean() }),
  }),
  { maxLength: 4 },
)
const textTypes = [
  'paragraph',
  'heading_1',
  'heading_2',
  'heading_3',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'toggle',
  'quote',
  'callout',
  'template',
  'hologram',
]
const { tree } = fc.letrec<{ tree: Block; below: Block[] }>((tie) => ({
  below: fc.oneof(
    { depthSize: 'small' },
    fc.constant<Block[]>([]),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
  tree: fc.oneof(
    fc
      .record({ type: fc.constantFrom(...textTypes), rich_text: rich, children: tie('below') })
      .map(({ type, rich_text, children }) => block(type, { rich_text }, ...children)),
    fc
      .record({
        rich_text: rich,
        caption: rich,
        language: fc.constantFrom('plain text', 'bash', 'visual basic'),
      })
      .map((code) => block('code', code)),
    fc
      .record({
        type: fc.constantFrom('column_list', 'column', 'synced_block', 'tab'),
        children: tie('below'),
      })
      .map(({ type, children }) => block(type, {}, ...children)),
    fc
      .array(fc.array(rich, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .chain((rows) =>
        fc
          .boolean()
          .map((has_column_header) =>
            block(
              'table',
              { has_column_header },
              ...rows.map((cells) => block('table_row', { cells })),
            ),
          ),
      ),
    words.map((expression) => block('equation', { expression })),
    fc
      .record({ type: fc.constantFrom('bookmark', 'image', 'file', 'embed'), caption: rich })
      .map(({ type, caption }) => block(type, { url: 'https://a.example/x', caption })),
    words.map((title) => block('child_page', { title })),
  ),
}))

const textsIn = ({ content, children }: Block): string[] => {
  const { rich_text, caption, title, expression, cells } = content
  const all = [rich_text, ...(cells ?? []), caption].flatMap((one) => one ?? [])
  return [
    ...all.map(({ plain_text }) => plain_text),
    typeof title === 'string' ? title : '',
    expression ?? '',
    ...children.flatMap(textsIn),
  ]
}

describe('no block is lost', () => {
  const losses = (blocks: readonly Block[]): string[] => {
    const read = bare(
      blocksIn(readText(renderPage([], blocks)))
        .map((one) => one.cells?.map((cell) => cell.text).join(' ') ?? one.text)
        .join('\n')
        .replaceAll('\\|', '|'),
    )
    return blocks
      .flatMap(textsIn)
      .flatMap((one) => one.split(/[\n\r\u2028\u2029]/))
      .map(bare)
      .filter((one) => !read.includes(one))
  }

  test('every text of a tree of blocks comes out of what is read', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (blocks) => {
        expect(losses(blocks)).toEqual([])
      }),
      { numRuns: 1_500 },
    )
  })
})
