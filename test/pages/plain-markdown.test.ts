import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../src/pages/html.ts'
import { readMarkdown } from '../../src/pages/markdown.ts'
import { partsOf } from '../../src/pages/plain-markdown/parts.ts'
import { savedPages } from './conservation/saved.ts'

/** What is read of a text of ours, and what Markdown's own parser makes of it. */
const bothWays = (text: string, lines: readonly number[] | null = null) => {
  const options = { lines, from: 0, mdx: false }
  return {
    ours: readMarkdown(text, { ...options, own: true }),
    parser: readMarkdown(text, options),
  }
}

const ofHtml = (html: string) => {
  const { text, lines } = readHtml(html)
  return bothWays(text, lines)
}

/** How much of a text is left to the parser: all of it, where it is given the whole. */
const leftOver = (text: string): number => {
  let left = 0
  const parts = partsOf(text, (part) => {
    left += part.length
    return { type: 'root', children: [] }
  })
  return parts === null ? text.length : left
}

const acme = join(import.meta.dirname, '../../corpus/acme')
const acmePages = readdirSync(acme, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => ({ name: file, source: readFileSync(join(acme, file), 'utf8') }))

it.each([...savedPages(), ...acmePages])('$name is read as by the parser', ({ source }) => {
  const { ours, parser } = ofHtml(source)
  expect(ours).toEqual(parser)
})

it('nearly nothing of saved pages is left to the parser', () => {
  const texts = savedPages().map(({ source }) => readHtml(source).text)
  const left = texts.reduce((sum, text) => sum + leftOver(text), 0)
  expect(left / texts.join('').length).toBeLessThan(0.05)
})

describe('texts that look like markup', () => {
  const words = fc.constantFrom(
    ...['plain', 'snake_case_name', '_under_', '*starred*', '**bold**', '* * *', '2 * 3', '~/x'],
    ...['~~gone~~', 'a ~ b', '[ref]', '[^1]', '[x](y)', '![i](j)', '[a][b]', 'x]: y', 'f(a[0])'],
    ...['Vec<T>', '<div>', '<br>', 'a < b', '&amp;amp;', '&amp;copy;', 'R&amp;D', 'AT&amp;T;'],
    ...[
      '`tick`',
      '``',
      'C:\\dir',
      '\\',
      '\\*',
      '# not',
      '#tag',
      'C#',
      '- dash',
      '+ plus',
      '1. one',
    ],
    ...['2) two', '> quote', '---', '===', ':::note', '!!! note', '| c |', 'a|b', '--- | ---'],
    ...[
      'http://x.example/a_b',
      'https://x',
      'www.x.example',
      'ana@x.example',
      '@scope/name',
      'HTTP',
    ],
    ...[
      '[ ]',
      '[x] done',
      '¶',
      '€5',
      '“q”',
      'é',
      '🎉',
      '\u00a0',
      '\u3000',
      'a\tb',
      '    deep',
      '!',
    ],
  )
  const run = fc
    .array(words, { minLength: 1, maxLength: 4 })
    .chain((parts) => fc.constantFrom(parts.join(' '), parts.join(''), parts.join('\n')))
  const inline = fc.letrec<{ inline: string; one: string }>((tie) => ({
    one: fc.oneof(
      { depthSize: 'small' },
      run,
      run.map((text) => `<code>${text}</code>`),
      tie('inline').map((held) => `<strong>${held}</strong>`),
      tie('inline').map((held) => `<em>${held}</em>`),
      tie('inline').map((held) => `<del>${held}</del>`),
      fc
        .tuple(
          tie('inline'),
          fc.constantFrom(
            'a/b',
            '#c',
            'https://x.example/?a=1&amp;b=2',
            'x(y)',
            'a b\\c',
            '&lt;&amp;lt;',
          ),
        )
        .map(([held, target]) => `<a href="${target}">${held}</a>`),
      fc.constantFrom(
        '<br>',
        '<input type="checkbox" checked>',
        '<a href="https://x.example/">https://x.example/</a>',
      ),
    ),
    inline: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((held) => held.join('')),
  })).inline
  const blocks = fc.letrec<{ blocks: string; one: string }>((tie) => ({
    one: fc.oneof(
      { depthSize: 'small' },
      inline.map((held) => `<p>${held}</p>`),
      fc
        .tuple(fc.integer({ min: 1, max: 6 }), inline)
        .map(([at, held]) => `<h${at}>${held}</h${at}>`),
      run.map((text) => `<pre><code class="language-sh">${text}\n\n  ${text}</code></pre>`),
      fc.array(inline, { minLength: 2, maxLength: 4 }).map((cells) => {
        const row = cells.map((cell) => `<td>${cell}</td>`).join('')
        return `<table><tr>${row.replaceAll('td>', 'th>')}</tr><tr>${row}</tr><tr><td></td></tr></table>`
      }),
      fc
        .tuple(
          fc.constantFrom('ul', 'ol'),
          fc.array(fc.oneof(inline, tie('blocks')), { minLength: 1, maxLength: 3 }),
        )
        .map(
          ([tag, items]) => `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`,
        ),
      tie('blocks').map((held) => `<blockquote>${held}</blockquote>`),
      tie('blocks').map((held) => `<div class="admonition warning">${held}</div>`),
    ),
    blocks: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((held) => held.join('')),
  })).blocks

  it('are read as by the parser, wherever they stand in a page', () => {
    fc.assert(
      fc.property(blocks, (html) => {
        const { ours, parser } = ofHtml(html)
        expect(ours).toEqual(parser)
      }),
      { numRuns: 60 },
    )
  })
})
