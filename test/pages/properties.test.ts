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
      fc.property(markdown, (text) =>
        expectSound(readText(text, 'markdown', { path: 'a.mdx' }), text),
      ),
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
