import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectSound } from './invariants.ts'
import { readText } from './reading.ts'

const fragments = [
  '# Title',
  '## Section',
  '### Deeper `code` {#id}',
  'Plain words.',
  'Set `PORT` to `3000`, see [the docs](a/b.md "t").',
  '- item',
  '  - nested',
  '1. step',
  '2. step with `cmd`',
  '   continued',
  '> quoted',
  '> [!WARNING]',
  '> **Note** do',
  '>',
  '```bash',
  '```',
  '~~~',
  '    indented',
  '| a | b |',
  '|---|---|',
  '| `x\\|y` | [l](m) |',
  '<details>',
  '</details>',
  '<!-- hidden',
  '-->',
  '<code>x</code> in <b>html</b>',
  '[ref]: https://example.org',
  '[text][ref] and [ref]',
  '[^1]: a footnote',
  'a footnote[^1]',
  ':::note',
  ':::',
  '!!! warning "Mind"',
  '    set in',
  'import X from "y"',
  'export const a = 1',
  '{/* c */}',
  '---',
  '***',
  '===',
  '- [x] done',
  '* * *',
  '\t- tab',
  '**bold** ~~gone~~ *it*',
  '\\`esc\\`',
  'https://example.org/a_b',
  'é 🎉 \u200b x',
  '',
  '',
  '',
  '<div>',
  '</div>',
  '+ plus',
  '10) ten',
  '&amp; &lt;',
  '``two `ticks` ``',
  '[`code`](x)',
  '\uFEFF',
  'line\r',
  '<script>',
  '</script>',
  '|',
  '>>> deep',
  '- - - x',
  '[',
  '](',
]

const rstFragments = [
  'Title',
  '=====',
  '-----',
  'Words ``code`` and :file:`a/b.py`, :func:`~a.b` see `x <y>`_ or `z`_.',
  'Ends with two colons::',
  '    set in',
  '  less',
  '.. code-block:: python',
  '   :caption: x',
  '.. note::',
  '.. warning:: mind',
  '.. versionadded:: 1.2',
  '.. autofunction:: a.b',
  '.. list-table::',
  '   * - a',
  '     - ``b``',
  '.. csv-table::',
  '   "a", b',
  '.. image:: a.png',
  '.. toctree::',
  '   intro <x>',
  '.. _z: https://example.org',
  '.. _label:',
  '.. a comment',
  '..',
  '+---+---+',
  '| a | b |',
  '+===+===+',
  '====  ====',
  'a     b',
  ':param x: y',
  ':orphan:',
  '* item',
  '#. step',
  'term',
  '>>> run()',
  '__ https://example.org',
  '.. [1] note',
  '::',
]
const adocFragments = [
  '= Title',
  '== Part',
  ':name: value',
  '// comment',
  '////',
  '----',
  '....',
  '====',
  '****',
  '--',
  '++++',
  '```',
  '|===',
  '|a |b',
  'a| c',
  '[source,bash]',
  '[cols="1,2",options="header"]',
  '[WARNING]',
  'NOTE: mind',
  'See `x`, `+y+`, xref:a.adoc#b[c], <<d,e>> and link:f[g].',
  'image::a.png[alt]',
  'include::b.adoc[]',
  'ifdef::x[]',
  'endif::[]',
  '* one',
  '** two',
  '. step',
  'term:: text',
  '+',
  '.Title of a block',
  ' set in',
]
const mdxFragments = [
  'import X from "y"',
  'export const a = {',
  '}',
  '<Card href="/a" title="b">',
  '</Card>',
  '<Tab to={"./c"}>text</Tab>',
  '{/* c */}',
  '{/*',
  '*/}',
  '<>',
  '</>',
  '<A b={{ c: "d" }} />',
  '<',
  '{x}',
]

const pageOf = (own: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...own) },
        { weight: 3, arbitrary: fc.constantFrom(...fragments) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
      ),
      { maxLength: 40 },
    )
    .chain((lines) => fc.constantFrom('\n', '\r\n', '\n\n').map((end) => lines.join(end)))

const markdown = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...fragments) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    ),
    { maxLength: 30 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\n\n').map((end) => lines.join(end)))

const runs = { numRuns: Number(process.env.PLUMBLINE_TEST_RUNS ?? 120) }

describe('whatever a document holds, its page is sound', () => {
  it('Markdown', () => {
    fc.assert(
      fc.property(markdown, (text) => expectSound(readText(text), text)),
      runs,
    )
  })
  it('Markdown with front matter', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), markdown, (front, text) => {
        const whole = `---\n${front}\n---\n${text}`
        expectSound(readText(whole), whole)
      }),
      runs,
    )
  })
  it('MDX', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, pageOf(mdxFragments)), (text) =>
        expectSound(readText(text, 'markdown', { path: 'a.mdx' }), text),
      ),
      runs,
    )
  })
  it.each([
    ['restructuredtext', pageOf(rstFragments)],
    ['asciidoc', pageOf(adocFragments)],
  ] as const)('%s', (format, pages) => {
    fc.assert(
      fc.property(pages, (text) => expectSound(readText(text, format), text)),
      runs,
    )
  })
  it('plain text', () => {
    fc.assert(
      fc.property(markdown, (text) => expectSound(readText(text, 'text'), text)),
      runs,
    )
  })
  it('any string as HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) =>
        expectSound(readText(text, 'html'), text),
      ),
      runs,
    )
  })
  it('Markdown as HTML', () => {
    fc.assert(
      fc.property(markdown, (text) => expectSound(readText(text, 'html'), text)),
      runs,
    )
  })
})
