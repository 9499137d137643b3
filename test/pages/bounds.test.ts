import { describe, expect, it } from 'vitest'
import { limits, refusal } from '../../src/pages/limits.ts'
import { expectSound } from './invariants.ts'
import { readText } from './reading.ts'

const depth = 10_000
const list = Array.from({ length: 600 }, (_, level) => `${' '.repeat(level * 2)}- x`).join('\n')
const staircase = Array.from({ length: 2_000 }, (_, level) => `${' '.repeat(level)}x`).join('\n')
const delimiters = Array.from({ length: 1_500 }, (_, size) => '-'.repeat(size + 4)).join('\n')

describe('pages beyond measure are read in bounded time', () => {
  it.each([
    ['div', '<div>'.repeat(depth), 'html'],
    ['ul', '<ul><li>x'.repeat(depth), 'html'],
    ['blockquote', '<blockquote>x'.repeat(depth), 'html'],
    ['table', '<table><tr><td>x'.repeat(depth), 'html'],
    [
      'formatting never closed',
      Array.from({ length: depth }, (_, size) => `<p><font size=${size}>x`).join(''),
      'html',
    ],
    ['many paragraphs in one', `<div>${'<p>x</p>'.repeat(125_000)}`, 'html'],
    ['quotes', '>'.repeat(depth), 'markdown'],
    ['list markers', '- '.repeat(depth), 'markdown'],
    ['list indents', list, 'markdown'],
    ['brackets', '['.repeat(1_000_000), 'markdown'],
    ['open comments', '<!--'.repeat(300_000), 'markdown'],
    ['spaces', ' '.repeat(1_000_000), 'markdown'],
    ['titles without end', '= a\n'.repeat(100_000), 'text'],
    ['titles without end', 'a\n=\n'.repeat(100_000), 'restructuredtext'],
    ['bodies in bodies', staircase, 'restructuredtext'],
    ['open roles', ':a:`b '.repeat(100_000), 'restructuredtext'],
    ['open literals', '``a '.repeat(150_000), 'restructuredtext'],
    ['directives', '.. note::\n'.repeat(50_000), 'restructuredtext'],
    ['borders', '=== ===\n'.repeat(50_000), 'restructuredtext'],
    ['delimiters', '----\n'.repeat(100_000), 'asciidoc'],
    ['open delimiters', delimiters, 'asciidoc'],
    ['open macros', 'link:a['.repeat(100_000), 'asciidoc'],
    ['open code', '`a '.repeat(200_000), 'asciidoc'],
    ['cells', '|===\n|'.repeat(50_000), 'asciidoc'],
  ] as const)(
    '%s',
    (_, nested, format) => {
      const text = `${nested}the end`
      const read = readText(text, format)
      expectSound(read, text)
      expect(read.page.text).toContain('the end')
    },
    60_000,
  )

  it('a long page is read piece by piece as if it were whole', () => {
    const part = (n: number) =>
      `## Part ${n}\n\nSee [code][c] and \`x${n}\`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`
    const text = `${Array.from({ length: 2_000 }, (_, n) => part(n)).join('')}[c]: src/a.ts\n`
    const read = readText(text)
    expectSound(read, text)
    const blocks = read.passages.flatMap((passage) => passage.blocks)
    expect(blocks.filter(({ kind }) => kind === 'table-row').length).toBe(4_000)
    expect(
      blocks.flatMap(({ marks }) =>
        marks.filter(({ target, role }) => target === 'src/a.ts' && role === undefined),
      ).length,
    ).toBe(2_000)
  })

  it('a table longer than a piece keeps its header', () => {
    const text = `| Key | Use |\n|---|---|\n${'| `a_key` | something to say about it |\n'.repeat(9_000)}`
    const rows = readText(text).passages.flatMap((passage) => passage.blocks)
    expect(rows.length).toBe(9_001)
    for (const { header } of rows) expect(header).toEqual(['Key', 'Use'])
  })

  it('more than five megabytes is refused with the reason', () => {
    expect(refusal('x'.repeat(limits.text))).toBeNull()
    expect(refusal('x'.repeat(limits.text + 1))).toMatch(
      /more than the 5242880 that a page may have/,
    )
  })
})
