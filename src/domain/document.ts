import type { Dated } from './instant.ts'
import type { Genre } from './page.ts'
import type { AccessLists } from './principal.ts'

/** `html` is also Confluence's storage format, which the reader knows by its `ac:` and `ri:` elements. */
export type DocumentFormat = 'markdown' | 'html' | 'text' | 'restructuredtext' | 'asciidoc'

/** When parts of a document last changed, where its source has history. */
export type PartDates =
  | {
      readonly by: 'line'
      /** For each line of the document's text, from its first. */
      readonly lines: readonly (Dated | null)[]
    }
  | {
      readonly by: 'heading'
      /** In the document's order; the part before the first heading has no words. */
      readonly parts: readonly { readonly words: string; readonly changed: Dated | null }[]
    }

/** What a source itself knows of a document beside its text; what it does not know is left out. */
export interface Told {
  readonly title?: string
  readonly owner?: string
  /** Who wrote most of its present text, by name: whom to ask where no owner is named. */
  readonly writer?: string
  readonly genre?: Genre
  /** Since when the text has been what it is, labels and badges aside. */
  readonly contentChanged?: Dated
  /** When a list of the source says that it was modified; what the document says itself goes first. */
  readonly listed?: Dated
  readonly parts?: PartDates
  readonly reviewed?: Dated
  /** The day by which it is to be reviewed again, or until which it is vouched for. */
  readonly reviewBy?: Dated
  /** The page that took its place, by address or title; or in words that there is none. */
  readonly supersededBy?: string
  /** What is odd about it, in words. */
  readonly problems?: readonly string[]
}

/** A document as a source hands it over, before anyone has read what it says. */
export interface SourceDocument {
  readonly source: string
  /** Path inside the source, with `/`. */
  readonly path: string
  readonly url: string | null
  readonly format: DocumentFormat
  readonly text: string
  /** Who may read it; a page's own metadata can only narrow it. */
  readonly access: AccessLists
  readonly home: { readonly repository: string; readonly path: string } | null
  /** What the source itself knows of the document's age; the document's own metadata is read later. */
  readonly created: Dated | null
  readonly modified: Dated | null
  /** The source's revision id (a blob id, a wiki's revision); null when it has none. */
  readonly revision: string | null
  readonly told?: Told
}

/** A document that could not be read: recorded, and the crawl goes on. */
export interface UnreadDocument {
  readonly source: string
  readonly path: string
  readonly because: string
}
