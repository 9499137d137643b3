import type { Dated } from './instant.ts'
import type { Access } from './principal.ts'

export type DocumentFormat = 'markdown' | 'html' | 'text' | 'restructuredtext' | 'asciidoc'

/** A document as a source hands it over, before anyone has read what it says. */
export interface SourceDocument {
  readonly source: string
  /** Path inside the source, with `/`. */
  readonly path: string
  readonly url: string | null
  readonly format: DocumentFormat
  readonly text: string
  /** The source's own access list; a page's own metadata can only narrow it. */
  readonly access: Access
  readonly home: { readonly repository: string; readonly path: string } | null
  /** What the source itself knows of the document's age; the document's own metadata is read later. */
  readonly created: Dated | null
  readonly modified: Dated | null
  /** The source's revision id (a blob id, a wiki's revision); null when it has none. */
  readonly revision: string | null
}

/** A document that could not be read: recorded, and the crawl goes on. */
export interface UnreadDocument {
  readonly source: string
  readonly path: string
  readonly because: string
}
