import type { DocumentFormat, SourceDocument } from '../../src/domain/document.ts'
import type { Block } from '../../src/domain/passage.ts'
import { type ReadPage, readPage } from '../../src/pages/read-page.ts'

export const now = '2026-06-01T00:00:00.000Z'

const endings: Readonly<Record<DocumentFormat, string>> = {
  markdown: 'md',
  html: 'html',
  text: 'txt',
  restructuredtext: 'rst',
  asciidoc: 'adoc',
}

/** A document for tests: open to everyone, outside any repository. */
export const documentOf = (
  text: string,
  format: DocumentFormat,
  more: Partial<SourceDocument> = {},
): SourceDocument => ({
  source: 'docs',
  path: `page.${endings[format]}`,
  url: null,
  format,
  text,
  access: [['group:everyone']],
  home: null,
  created: null,
  modified: null,
  revision: null,
  ...more,
})

export const readText = (
  text: string,
  format: DocumentFormat = 'markdown',
  more: Partial<SourceDocument> = {},
): ReadPage => readPage(documentOf(text, format, more), now)

export const blocksIn = ({ passages }: ReadPage): Block[] =>
  passages.flatMap(({ blocks }) => blocks)
