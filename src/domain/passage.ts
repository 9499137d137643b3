import type { Dated } from './instant.ts'

/** A half-open range of UTF-16 offsets into the page's text. */
export type Span = readonly [start: number, end: number]

/** An inline element that claims are read from. */
export interface Mark {
  /** `deleted` is struck through: the page takes it back. */
  readonly kind: 'code' | 'link' | 'strong' | 'deleted'
  /** The whole element, with its delimiters. */
  readonly span: Span
  /** What a reader sees: the code, the link's text. */
  readonly text: string
  /** Where `text` stands in the page's text. */
  readonly textSpan: Span
  /** A link's target as written. */
  readonly target?: string
  /**
   * What the page says that the marked thing is, lower case and without its domain: reStructuredText's roles and
   * directives (`func`, `class`, `envvar`, `setting`, `option`, `file`, `doc`, `ref`, …), `image` for pictures and
   * `definition` for the line that gives a reference its target.
   */
  readonly role?: string
}

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'list-item'
  | 'code'
  | 'table-row'
  | 'quote'
  | 'html'

/** The smallest unit that stays whole: a paragraph, one list item, a code block, one table row. */
export interface Block {
  readonly kind: BlockKind
  readonly span: Span
  /** First and last line in the source document, from 1. */
  readonly line: number
  readonly endLine: number
  /** The page's text at `span` without its dress: code without its fence, a heading without `#`, an item without its marker. */
  readonly text: string
  /** Where `text` starts in the page's text. */
  readonly textStart: number
  readonly marks: readonly Mark[]
  /** A code block's language tag, lower case. */
  readonly language?: string
  /** A heading's level, 1 to 6. */
  readonly level?: number
  /** A table row's cells; each with its place. */
  readonly cells?: readonly Cell[]
  /** The header cells' plain texts of the row's table. The header row itself has `isHeader`. */
  readonly header?: readonly string[]
  readonly isHeader?: boolean
  /** Depth of a list item, from 0, and whether its list is numbered: a procedure. */
  readonly depth?: number
  readonly ordered?: boolean
  /** Blocks with the same number belong to one list or one table, and must not be torn apart. */
  readonly group?: number
  /** Inside an admonition ("warning", "note"), its name. */
  readonly admonition?: string
  /** It tells what a version added, changed or retired: a record, not a claim about today. */
  readonly record?: true
}

export interface Cell {
  readonly text: string
  readonly span: Span
}

/** A heading-bounded span of a page: what is retrieved and cited. */
export interface Passage {
  /** Stable while its heading path and its own text stay the same. */
  readonly id: string
  readonly page: string
  /** Position on the page, from 0. */
  readonly position: number
  /** The headings above it, outermost first, without the page's title. */
  readonly heading: readonly string[]
  readonly anchor: string | null
  readonly span: Span
  readonly line: number
  readonly endLine: number
  readonly text: string
  readonly blocks: readonly Block[]
  readonly sha256: string
  /** When the passage's own text last changed, where the source has history. */
  readonly changed: Dated | null
}
