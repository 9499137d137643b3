import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { factsIn, kindsStatedBy } from '../../src/code/extract.ts'
import { formats } from '../../src/code/formats/index.ts'
import { languages } from '../../src/code/languages/index.ts'
import { factCases, written } from './facts-page.ts'

const code = new URL('../../src/code/', import.meta.url)
const pages = new URL('../../corpus/facts/', import.meta.url)
const names = [...Object.keys(languages), ...Object.keys(formats)].sort()
// Lent to the entries beside them, not entries themselves.
const helpers = [
  'index',
  'rules',
  'states',
  'data',
  'environment-maps',
  'sql-policies',
  'sql-tables',
  'sql-words',
]

const filesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, code))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace('.ts', ''))
    .filter((name) => !helpers.includes(name))

describe('an extractor is one file, one page and one line in its list', () => {
  test.each(filesIn('languages/'))('the language %s is listed', (name) => {
    expect(Object.keys(languages)).toContain(name)
  })
  test.each(filesIn('formats/'))('the format %s is listed', (name) => {
    expect(Object.keys(formats)).toContain(name)
  })
  test.each(names)('%s has a file of its name', (name) => {
    const places = [`languages/${name}.ts`, `formats/${name}.ts`]
    expect(places.some((place) => existsSync(new URL(place, code)))).toBe(true)
  })
  test.each(names)('%s has a page with cases', (name) => {
    const page = new URL(`${name}.md`, pages)
    expect(existsSync(page), `corpus/facts/${name}.md is missing`).toBe(true)
    expect(readFileSync(page, 'utf8')).toMatch(new RegExp(`^# ${name}\n\n\\S`))
    expect(factCases(page.pathname).length).toBeGreaterThan(0)
  })
  test.each(readdirSync(pages))('the page %s belongs to an extractor', (name) => {
    expect(names).toContain(name.replace('.md', ''))
  })
})

describe.each(readdirSync(pages))('%s', (name) => {
  const page = new URL(name, pages).pathname
  test.each(factCases(page))('$title', async ({ path, text, facts }) => {
    const read = await factsIn(path, text)
    const kinds = kindsStatedBy(path)
    expect(read.facts.filter(({ kind }) => !kinds.has(kind))).toEqual([])
    // Every data file is settings too; their own pages show them.
    const isElsewhere =
      !['settings.md', 'ini.md'].includes(name) &&
      /\.(?:ya?ml|json|toml|ini|cfg|properties)$/.test(path)
    const stated = read.facts
      .filter(({ kind, subject }) => !isElsewhere || kind !== 'setting' || subject.includes('/'))
      .map((fact) => written(path, fact))
    if (read.unread !== null) stated.push(`unread: ${read.unread}`)
    if (process.env.WRITE_FACTS) rewrite(page, text, stated.join('\n'))
    else expect(stated.join('\n')).toBe(facts)
  })
})

/** Writes what is stated into the page, to be read by a person before it is committed. */
function rewrite(page: string, text: string, facts: string): void {
  const whole = readFileSync(page, 'utf8')
  const at = whole.indexOf(text)
  const fence = /```facts\n[\s\S]*?```/g
  fence.lastIndex = at + text.length
  const found = fence.exec(whole)
  if (at < 0 || found === null) return
  const block = `\`\`\`facts\n${facts}${facts === '' ? '' : '\n'}\`\`\``
  writeFileSync(page, whole.slice(0, found.index) + block + whole.slice(fence.lastIndex))
}
