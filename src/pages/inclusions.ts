import { posix } from 'node:path'
import type { Page } from '../domain/page.ts'

/**
 * Directives that take another file's text in, as they stand on a line of their own: of reStructuredText, AsciiDoc, mdBook,
 * pymdown's snippets, markdown-include, VitePress, Jekyll, and comments that build scripts read.
 */
const directive =
  /^[ \t]*(?:\.\.[ \t]+include::[ \t]*|include::|\{\{[ \t]{0,4}#(?:include|rustdoc_include)[ \t]+|--8<--[ \t]+|\{![ \t]{0,4}|<!--[ \t]{0,4}@?#?include(?:[: ]|[ \t]+)[ \t]{0,4}|\{%-?[ \t]{0,4}include(?:_relative|-markdown)?[ \t]+)["']?([\w@./-]{1,200}\.\w{1,9})/gim

/** The paths that a page takes text in from, without what leads up to them: `shared/limits.md` of `../../shared/limits.md`. */
export const inclusionsOf = ({ text }: Pick<Page, 'text'>): readonly string[] =>
  Array.from(text.matchAll(directive), ([, path = '']) =>
    posix.normalize(path).replace(/^(?:\.{0,2}\/)+/, ''),
  )
