import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../src/pages/html.ts'
import { expectSound } from './invariants.ts'
import { readText } from './reading.ts'

const corpus = join(import.meta.dirname, '../../corpus/pages')

describe('pages as wikis and documentation sites serve them', () => {
  for (const name of readdirSync(corpus)) {
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
        const words = (line.match(/[A-Za-z]{4,}/g) ?? []).filter(
          (word) => !/^(?:warning|deprecated|note|bash|python|yaml|example|acme)$/i.test(word),
        )
        const near = rows.slice((lines[position] ?? 1) - 1, (lines[position] ?? 1) + 1).join('\n')
        if (words.length > 0)
          expect(near, `${name}:${lines[position]}: ${line}`).toContain(words[0])
      }
    })
  }
})
