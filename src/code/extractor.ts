import type { FactKind, FactRole } from '../domain/fact.ts'
import type { GrammarName } from '../syntax/grammar.ts'
import type { SyntaxNode } from '../syntax/node.ts'

/** One fact as an extractor sees it; the runner counts the line and quotes it. */
export interface Stated {
  readonly kind: FactKind
  readonly subject: string
  readonly role: FactRole
  /** Offset in the file's text, in UTF-16 units. */
  readonly at: number
  readonly value?: string | null
  readonly owner?: string | null
  readonly isDefault?: boolean
}

/** A file under the eyes of an extractor. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** One programming language: which files are written in it, and what their trees state. */
export interface Language {
  /** One sentence for people. */
  readonly about: string
  /** The kinds of fact that it can state: a file that it cannot read leaves a gap in these. */
  readonly states: readonly FactKind[]
  readonly files: RegExp
  grammar(path: string): GrammarName
  facts(root: SyntaxNode, path: string): Iterable<Stated>
  /** Whether a string at this node is documentation rather than code. */
  isDocumentation?(node: SyntaxNode): boolean
}

/** One file format: which files are in it, and what they state. */
export interface Format {
  /** One sentence for people. */
  readonly about: string
  /** The kinds of fact that it can state: a file that it cannot read leaves a gap in these. */
  readonly states: readonly FactKind[]
  reads(path: string): boolean
  facts(file: SourceFile): Iterable<Stated>
}

/** A file that does not follow its format: recorded as unread, and the survey goes on. */
export class Unreadable extends Error {
  constructor(because: string) {
    super(because)
    this.name = 'Unreadable'
  }
}

/**
 * A fact's subject where names exist that only a running program knows: `process.env[name]`, flags added in a loop,
 * targets of an included file. The list of that kind is then not whole: for the fact's owner, or for all where it has none.
 */
export const anyName = '*'

/** A name in capitals, as environment variables and constants are written. */
export const isScreaming = (name: string): boolean =>
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_?$/.test(name) && name.length > 1
