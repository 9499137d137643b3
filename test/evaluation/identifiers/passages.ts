import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import type { SourceDocument } from '../../../src/domain/document.ts'
import { packageRoot } from '../../../src/package-root.ts'
import { type ReadPage, readPage } from '../../../src/pages/read-page.ts'

/** Packages whose code and manuals become pages: those that this project asks for by their exact version. */
const packages = [
  ...['@langchain/core', '@types/node', 'better-sqlite3', 'cheerio', 'commander', 'date-fns'],
  ...['fast-check', 'fastify-4', 'kysely', 'semver', 'tiddlywiki', 'typescript', 'web-tree-sitter'],
  ...['yaml', 'zod'],
]
const kinds = new Set(['.md', '.ts', '.js', '.cjs', '.mjs'])
const bytes = { least: 400, most: 60_000 }
/** Lines of code in one section of a page. */
const sectionLines = 24
const now = '2026-11-01T09:00:00Z'

/** The same for the same words, and in no order that they have: what is drawn by it is drawn by lot. */
export const lot = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Pages over real code and manuals: at most so many files of each package, drawn by lot, code in sections as wikis show it. */
export const pagesOfCode = (filesOfEach: number): readonly ReadPage[] =>
  packages.flatMap((name) => filesOf(name).slice(0, filesOfEach).map(read))

function filesOf(name: string): readonly string[] {
  const folder = join(packageRoot, 'node_modules', name)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !file.includes('node_modules/') && kinds.has(extname(file)))
    .filter((file) => isOfUse(join(folder, file)))
    .map((file) => ({ path: `${name}/${file}`, order: lot(`${name}/${file}`) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ path }) => path)
}

function isOfUse(file: string): boolean {
  const found = statSync(file)
  return found.isFile() && found.size >= bytes.least && found.size <= bytes.most
}

function read(path: string): ReadPage {
  const text = readFileSync(join(packageRoot, 'node_modules', path), 'utf8').replaceAll(
    '\r\n',
    '\n',
  )
  const document: SourceDocument = {
    source: 'code',
    path,
    url: null,
    format: 'markdown',
    text: extname(path) === '.md' ? text : asSections(path, text),
    access: [['group:all']],
    home: null,
    created: null,
    modified: null,
    revision: null,
  }
  return readPage(document, now)
}

/** A file of code as a page that shows it part by part. */
function asSections(path: string, text: string): string {
  const lines = text.split('\n')
  const parts = Array.from({ length: Math.ceil(lines.length / sectionLines) }, (_, part) => {
    const shown = lines.slice(part * sectionLines, (part + 1) * sectionLines).join('\n')
    return `## Part ${part + 1}\n\n~~~~~~~~\n${shown}\n~~~~~~~~\n`
  })
  return `# The file ${path.replace(/\.[^.]+$/, '').replaceAll(/[^a-zA-Z0-9]+/g, ' ')}\n\n${parts.join('\n')}`
}
