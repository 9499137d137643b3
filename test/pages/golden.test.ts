import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentFormat } from '../../src/domain/document.ts'
import type { Block } from '../../src/domain/passage.ts'
import { readHtml } from '../../src/pages/html.ts'
import { expectSound } from './invariants.ts'
import { blocksIn, readText } from './reading.ts'

const corpus = join(import.meta.dirname, '../../corpus/pages')
const served = readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'source.html')))
const written = readdirSync(corpus).filter((name) => !served.includes(name))
const formats: Readonly<Record<string, DocumentFormat>> = {
  rst: 'restructuredtext',
  adoc: 'asciidoc',
  mdx: 'markdown',
  md: 'markdown',
}

describe('pages as wikis and documentation sites serve them', () => {
  for (const name of served) {
    it(`corpus/pages/${name}/source.html reads as expected.md`, () => {
      const source = join(corpus, name, 'source.html')
      const expected = join(corpus, name, 'expected.md')
      expect(existsSync(source), `corpus/pages/${name}/source.html is missing`).toBe(true)
      expect(existsSync(expected), `corpus/pages/${name}/expected.md is missing`).toBe(true)
      const html = readFileSync(source, 'utf8')
      expect(readHtml(html).text).toBe(readFileSync(expected, 'utf8'))
      expectSound(readText(html, 'html'), html)
    })

    it(`corpus/pages/${name}: each line of code stands on the line of the HTML that it came from`, () => {
      const html = readFileSync(join(corpus, name, 'source.html'), 'utf8')
      const { text, lines } = readHtml(html)
      const rows = html.split('\n')
      for (const [position, line] of text.split('\n').entries()) {
        // A label or a fence is ours, and the cells of a row may stand on lines of their own.
        if (/^[ >]*(?:\*\*[A-Z][a-z]+\*\*$|`{3,})/.test(line)) continue
        const isRow = /^[ >]*\|/.test(line)
        const words = line.match(/[A-Za-z]{4,}/g) ?? []
        const from = (lines[position] ?? 1) - 1
        const near = rows.slice(from, from + (isRow ? 12 : 2)).join('\n')
        const found = isRow
          ? words.some((word) => near.includes(word))
          : near.includes(words[0] ?? '')
        if (words.length > 0) expect(found, `${name}:${lines[position]}: ${line}`).toBe(true)
      }
    })
  }
})

/** A block as the golden pages write it: its lines, what it is, its text, and its marks below it. */
const lineOf = (block: Block): string => {
  const { kind, level, language, depth, ordered, admonition, record } = block
  const said = [
    kind,
    level && `level ${level}`,
    language,
    depth === undefined ? '' : `${ordered ? 'step' : 'item'} at ${depth}`,
    admonition,
    record && 'record',
    block.isHeader && 'header',
  ].filter(Boolean)
  const marks = block.marks.map(({ kind: mark, role, text, target }) =>
    [`    ${mark}`, role && ` (${role})`, ` ${JSON.stringify(text)}`, target && ` -> ${target}`]
      .filter(Boolean)
      .join(''),
  )
  const cells = block.cells
    ? [`    cells ${JSON.stringify(block.cells.map(({ text }) => text))}`]
    : []
  const head = `${block.line}-${block.endLine} ${said.join(', ')}: ${JSON.stringify(block.text)}`
  return [head, ...cells, ...marks].join('\n')
}

describe('pages as their authors write them', () => {
  it.each(written)('corpus/pages/%s reads as expected.txt', (name) => {
    const [source = ''] = readdirSync(join(corpus, name)).filter((file) =>
      file.startsWith('source'),
    )
    const text = readFileSync(join(corpus, name, source), 'utf8')
    const format = formats[source.slice('source.'.length)]
    if (format === undefined) throw new Error(`${name}/${source} is of no known format`)
    const read = readText(text, format, { path: source })
    expectSound(read, text)
    expect(`${blocksIn(read).map(lineOf).join('\n')}\n`).toBe(
      readFileSync(join(corpus, name, 'expected.txt'), 'utf8'),
    )
  })
})
