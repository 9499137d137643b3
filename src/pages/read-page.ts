import type { SourceDocument, Told } from '../domain/document.ts'
import { type Dated, type Instant, notYet } from '../domain/instant.ts'
import type { Flag, Page, Times } from '../domain/page.ts'
import type { Block, Passage } from '../domain/passage.ts'
import { indexLines } from '../syntax/line-index.ts'
import { readAdoc } from './adoc/adoc.ts'
import { fingerprint } from './fingerprint.ts'
import { type Fields, readFrontMatter } from './front-matter.ts'
import { genreOf } from './genre.ts'
import { readHeaderFields } from './header-fields.ts'
import { readHtml } from './html.ts'
import { commentFlags, flagsOf } from './injection.ts'
import { readMarkdown, sourceLine } from './markdown.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { dated } from './part-dates.ts'
import { headingWords, passagesOf } from './passages.ts'
import { readPlainText } from './plain-text.ts'
import { isPrinted } from './printed.ts'
import { readRst } from './rst/rst.ts'
import { ownSuccessor } from './superseded.ts'

/** A page and the passages it is cited by. */
export interface ReadPage {
  readonly page: Page
  readonly passages: readonly Passage[]
  /** It is worth reading again later, though nothing changes: it names a date that lies in the future. */
  readonly isOfTheFuture: boolean
}

interface Content {
  readonly text: string
  readonly lines: readonly number[] | null
  readonly blocks: readonly Block[]
  readonly metadata: Metadata
  readonly title: string | null
  readonly flags: readonly Flag[]
  readonly problems: readonly string[]
  readonly anchors: ReadonlyMap<number, string>
}

/** Reads a document into its page and passages. Never throws: what cannot be read becomes a problem in words. */
export const readPage = (document: SourceDocument, now: Instant): ReadPage => {
  const content = contentOf(document, now)
  const told: Told = document.told ?? {}
  const { metadata, text, lines, blocks } = content
  const title = titleOf(document, content)
  const opener = blocks.find(({ kind }) => kind === 'paragraph' || kind === 'quote')?.text ?? ''
  const page: Page = {
    id: `${document.source}:${document.path}`,
    source: document.source,
    path: document.path,
    url: metadata.url ?? document.url,
    title,
    owner: metadata.owner ?? told.owner ?? null,
    ...(told.writer === undefined ? {} : { writer: told.writer }),
    access: metadata.access,
    about: metadata.about,
    home: document.home,
    genre: genreOf(
      metadata.genre ?? told.genre ?? (isKeptPrint(document) ? 'record' : null),
      wholePath(document),
      title,
      opener.slice(0, 400),
      text.slice(0, 800),
    ),
    revision:
      document.revision ?? metadata.revision ?? `sha256:${fingerprint(document.text).slice(0, 16)}`,
    text,
    lines,
    sha256: fingerprint(text),
    times: timesOf(document, metadata, now),
    visits: { count: 1, changes: 0 },
    supersededBy: metadata.supersededBy ?? told.supersededBy ?? ownSuccessor(title, blocks),
    flags: content.flags,
    problems: [...(told.problems ?? []), ...metadata.problems, ...content.problems],
  }
  const index = indexLines(text)
  const anchorAt = (offset: number): string | null =>
    content.anchors.get(index.lineAt(offset)) ?? null
  const passages = passagesOf(blocks, { page: page.id, title, text, anchorAt })
  return {
    page,
    passages: passages.map((passage) => dated(passage, told.parts, title)),
    isOfTheFuture: metadata.isOfTheFuture || isOfTheFuture(told),
  }
}

/** What a program wrote is true of the day when it ran, where it was kept beside the code; a wiki's pages are all written so. */
const isKeptPrint = ({ format, home, text }: SourceDocument): boolean =>
  format === 'html' && home !== null && isPrinted(text)

const isOfTheFuture = ({ problems = [] }: Told): boolean =>
  problems.some((problem) => problem.endsWith(notYet))

const contentOf = (document: SourceDocument, now: Instant): Content => {
  if (document.format === 'html') return htmlContent(document, now)
  const { text } = document
  const front =
    document.format === 'markdown' || text.startsWith('---')
      ? readFrontMatter(text)
      : { fields: headFields(document), end: 0, problems: [] }
  const options = { lines: null, from: front.end, mdx: /\.mdx$/i.test(document.path) }
  const reading =
    document.format === 'markdown'
      ? readMarkdown(text, options)
      : { blocks: readers[document.format](text, options), problems: [] }
  const index = indexLines(text)
  return {
    text,
    lines: null,
    ...reading,
    metadata: readMetadata(front.fields, document.access, now),
    title: null,
    flags: byLine([
      ...flagsOf(text, (line) => line + 1),
      ...commentFlags(text, (offset) => index.lineAt(offset) + 1),
    ]),
    problems: [...front.problems, ...reading.problems],
    anchors: new Map(),
  }
}

const headFields = ({ format, text }: SourceDocument): Fields =>
  format === 'text' ? new Map() : readHeaderFields(text)

const readers = {
  text: readPlainText,
  restructuredtext: readRst,
  asciidoc: readAdoc,
} as const

const htmlContent = (document: SourceDocument, now: Instant): Content => {
  const html = readHtml(document.text)
  const reading = readMarkdown(html.text, { lines: html.lines, from: 0, mdx: false, own: true })
  return {
    ...html,
    blocks: reading.blocks,
    metadata: readMetadata(html.fields, document.access, now),
    flags: byLine([...html.flags, ...flagsOf(html.text, (line) => sourceLine(line, html.lines))]),
    problems: [...html.problems, ...reading.problems],
  }
}

const byLine = (flags: readonly Flag[]): Flag[] => flags.toSorted((a, b) => a.line - b.line)

/** A source's own name and a page's place in its repository tell what a page is for as much as its path does. */
const wholePath = ({ source, home, path }: SourceDocument): string =>
  `${source}/${home?.path ?? path}`

const titleOf = ({ path, told }: SourceDocument, { metadata, title, blocks }: Content): string =>
  metadata.title ?? told?.title ?? title ?? (headingTitle(blocks) || nameOf(path))

/** The first heading of the first level; else a heading near the top, however it is written. */
const headingTitle = (blocks: readonly Block[]): string => {
  const top = blocks.slice(0, 4)
  const early = top.find(({ kind }) => kind === 'heading')
  if (early?.level === 1) return headingWords(early).words
  const html = top.map(({ kind, text }) => (kind === 'html' ? htmlTitle(text) : '')).find(Boolean)
  const first = blocks.find(({ kind, level }) => kind === 'heading' && level === 1)
  const chosen = html ? early : (first ?? early)
  return chosen ? headingWords(chosen).words : (html ?? '')
}

const htmlTitle = (html: string): string =>
  /<h1\b[^>]{0,200}>([^<]{1,200})<\/h1>/i.exec(html.slice(0, 2_000))?.[1]?.trim() ?? ''

/** A file's name; a folder's for the file that introduces it. */
const nameOf = (path: string): string => {
  const parts = path.split('/')
  const name = (parts.at(-1) ?? path).replace(/\.[^.]+$/, '')
  return /^(?:index|readme)$/i.test(name) ? (parts.at(-2) ?? name) : name
}

const timesOf = (document: SourceDocument, metadata: Metadata, now: Instant): Times => {
  const seen: Dated = { at: now, basis: 'observed' }
  return {
    created: document.created ?? metadata.created,
    modified: document.modified ?? metadata.modified ?? document.told?.listed ?? null,
    contentChanged: document.told?.contentChanged ?? null,
    reviewed: metadata.reviewed ?? document.told?.reviewed ?? null,
    reviewBy: metadata.reviewBy ?? document.told?.reviewBy ?? null,
    confirmed: seen,
    fetched: seen,
    firstSeen: null,
    gone: null,
  }
}
