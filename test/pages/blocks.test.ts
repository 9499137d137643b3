import { describe, expect, it } from 'vitest'
import { blocksIn, readText } from './reading.ts'

const blocks = (text: string, more = {}) => blocksIn(readText(text, 'markdown', more))
const marks = (text: string) => blocks(text).flatMap((block) => block.marks)

describe('blocks of Markdown', () => {
  it('one a list item, its own text only, steps marked as such', () => {
    const found = blocks(
      '1. Run `a`\n   and wait\n   - nested\n2. Then\n\n   ```sh\n   b\n   ```\n',
    )
    expect(
      found.map(({ kind, text, depth, ordered, group, line }) => [
        kind,
        text,
        depth,
        ordered,
        group,
        line,
      ]),
    ).toEqual([
      ['list-item', 'Run `a`\n   and wait', 0, true, 1, 1],
      ['list-item', 'nested', 1, false, 1, 3],
      ['list-item', 'Then', 0, true, 1, 4],
      ['code', '   b', 0, true, 1, 7 - 1],
    ])
  })

  it('one a table row, with its header', () => {
    const found = blocks('| Key | Default |\n|---|---|\n| `A|B` | 1 |\n| `x\\|y` | **2** |\n')
    expect(
      found.map(({ isHeader, header, cells }) => [
        isHeader,
        header,
        cells?.map(({ text }) => text),
      ]),
    ).toEqual([
      [true, ['Key', 'Default'], ['Key', 'Default']],
      [undefined, ['Key', 'Default'], ['`A', 'B`', '1']],
      [undefined, ['Key', 'Default'], ['`x\\|y`', '**2**']],
    ])
    expect(new Set(found.map(({ group }) => group)).size).toBe(1)
    expect(found[2]?.marks.map(({ text }) => text)).toEqual(['x|y', '2'])
  })

  it.each(['[¡https://a.example/b', 'see https://a.example/b', 'https://a.example/b and more'])(
    'a cell and a heading keep a bare address: %s',
    (words) => {
      const [heading, header] = blocks(`## ${words} ##\n\n| ${words} | x |\n|---|---|\n`)
      expect([heading?.text, header?.cells?.[0]?.text]).toEqual([words, words])
    },
  )

  it('code without its fence, and its language', () => {
    const [code, open, empty, set] = blocks(
      '```Bash title="x"\nls\n\n```\n\n~~~~\na\n~~~\nb\n~~~~\n\n```\n```\n\n    set in\n    more\n',
    )
    expect([code?.text, code?.language]).toEqual(['ls\n', 'bash'])
    expect(open?.text).toBe('a\n~~~\nb')
    expect(empty?.text).toBe('')
    expect(set?.text).toBe('    set in\n    more')
  })

  it.each([
    ['> [!WARNING]\n> Do not run twice.\n', 'warning', 'Do not run twice.'],
    ['> **Note**: mind `x`.\n', 'note', '**Note**: mind `x`.'],
    [':::danger Title\nDo not.\n:::\n', 'danger', 'Do not.'],
    ['::: tip\n\nA hint.\n\n:::\n', 'tip', 'A hint.'],
    ['!!! warning "Mind"\n    Set in.\n', 'warning', 'Set in.'],
    ['??? note\n    Folded.\n', 'note', 'Folded.'],
  ])('admonition %j', (text, name, words) => {
    const found = blocks(`${text}\nAfter.\n`)
    expect(found.map(({ admonition, text: shown, kind }) => [kind, admonition, shown])).toEqual([
      ['paragraph', name, words],
      ['paragraph', undefined, 'After.'],
    ])
  })

  it('a heading underlined right below a definition starts where its own words do', () => {
    const found = blocks('[ref]: https://acme.example\nRollback of [ref]\n---\n')
    expect(found.map(({ kind, text, line }) => [kind, text, line])).toEqual([
      ['html', '[ref]: https://acme.example', 1],
      ['heading', 'Rollback of [ref]', 2],
    ])
  })

  it('`<aside>` as Notion writes its callouts is an admonition', () => {
    const found = blocks('<aside>\n⚠️ Mind `x`.\n\n- first\n\n</aside>\n\nAfter.\n')
    expect(found.map(({ kind, admonition }) => [kind, admonition])).toEqual([
      ['paragraph', 'note'],
      ['list-item', 'note'],
      ['paragraph', undefined],
    ])
  })

  it('a plain quotation is a quote, and a heading in it opens no section', () => {
    const { passages } = readText('# T\n\n> ## In quote\n>\n> said\n')
    expect(passages.length).toBe(1)
    expect(passages[0]?.blocks.map(({ kind }) => kind)).toEqual(['heading', 'heading', 'quote'])
  })

  it('an admonition opened in a code block is code', () => {
    expect(blocks('```\n:::note\n```\n\nText\n').map(({ admonition }) => admonition)).toEqual([
      undefined,
      undefined,
    ])
  })

  it('MDX: imports, exports and comments are no prose, set-in JSX is no code', () => {
    const found = blocks(
      'import A from "b"\n\nexport const x = 1\n\n{/* note */}\n\n<Tabs>\n\n      Text in `x`.\n\n</Tabs>\n',
      { path: 'a.mdx' },
    )
    expect(found.map(({ kind }) => kind)).toEqual([
      'html',
      'html',
      'html',
      'html',
      'paragraph',
      'html',
    ])
  })
})

describe('marks', () => {
  it('links by reference resolve, wherever their definition stands', () => {
    expect(
      marks('See [the code][c], [c] and [`x`](y "t").\n\n[c]: src/a.ts\n')
        .filter(({ kind }) => kind === 'link')
        .map(({ text, target, role }) => [text, target, role]),
    ).toEqual([
      ['the code', 'src/a.ts', undefined],
      ['c', 'src/a.ts', undefined],
      ['x', 'y', undefined],
      ['src/a.ts', 'src/a.ts', 'definition'],
    ])
  })

  it('code in HTML, in a paragraph and in a block', () => {
    expect(
      marks('Set <code>A_B</code> and <kbd>c</kbd>.\n').map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ['code', 'A_B'],
      ['code', 'c'],
    ])
    expect(
      marks(
        '<details>\n<summary>x</summary>\nSet <code>A_B</code> <!-- <code>no</code> -->\n</details>\n',
      ).map(({ text }) => text),
    ).toEqual(['A_B'])
  })

  it('what is struck through is marked as taken back', () => {
    expect(marks('~~Set `A`~~ now\n').map(({ kind, text }) => [kind, text])).toEqual([
      ['deleted', 'Set A'],
      ['code', 'A'],
    ])
  })

  it('a code span of several backticks has its bare text in place', () => {
    const [mark] = marks('Use `` a`b `` now\n')
    expect([mark?.text, mark?.textSpan]).toEqual(['a`b', [7, 10]])
  })
})

describe('plain text', () => {
  it('headings, items, literal blocks and code of reStructuredText', () => {
    const text =
      'Title\n=====\n\nUse ``make x``::\n\n    make x\n\n* one\n* two\n  more\n\nPart\n----\n\nEnd.\n'
    const read = readText(text, 'text', { path: 'a.rst' })
    expect(blocksIn(read).map(({ kind, text: shown, level }) => [kind, shown, level])).toEqual([
      ['heading', 'Title', 1],
      ['paragraph', 'Use ``make x``::', undefined],
      ['code', '    make x', undefined],
      ['list-item', 'one', undefined],
      ['list-item', 'two\n  more', undefined],
      ['heading', 'Part', 2],
      ['paragraph', 'End.', undefined],
    ])
    expect(read.page.title).toBe('Title')
    expect(read.passages.map(({ heading }) => heading)).toEqual([[], ['Part']])
  })

  it('listings of AsciiDoc and fences of Markdown are code, a rule is none', () => {
    const text =
      '= Title\n\n[source,bash]\n----\nmake x\n\n# all\n----\n\nText.\n\n-----\n\nMore.\n\n```\n# code\n```\n\n== Part\nEnd.\n'
    expect(
      blocksIn(readText(text, 'text')).map(({ kind, text: shown, language }) => [
        kind,
        shown,
        language,
      ]),
    ).toEqual([
      ['heading', 'Title', undefined],
      ['paragraph', '[source,bash]', undefined],
      ['code', 'make x\n\n# all', 'bash'],
      ['paragraph', 'Text.', undefined],
      ['paragraph', '-----', undefined],
      ['paragraph', 'More.', undefined],
      ['code', '# code', undefined],
      ['heading', 'Part', undefined],
      ['paragraph', 'End.', undefined],
    ])
  })
})
