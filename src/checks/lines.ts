import type { Page } from '../domain/page.ts'
import type { LineIndex } from '../syntax/line-index.ts'

/** Line of the source document and column, both from 1, of an offset of the page's text. */
export function placeAt(
  page: Page,
  index: LineIndex,
  offset: number,
): { readonly line: number; readonly column: number } {
  const line = index.lineAt(offset)
  return { line: page.lines?.[line] ?? line + 1, column: offset - index.startOf(line) + 1 }
}

/** The whole line of the page's text around an offset, and where it starts. */
export function lineAt(
  text: string,
  offset: number,
): { readonly text: string; readonly start: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return { text: text.slice(start, end < 0 ? undefined : end), start }
}
