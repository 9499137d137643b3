import type { Page } from '../domain/page.ts'

/** Offsets at which the lines of a text start. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Line of the source document and column, both from 1, of an offset of the page's text. */
export function placeAt(
  page: Page,
  starts: readonly number[],
  offset: number,
): { readonly line: number; readonly column: number } {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: page.lines?.[low] ?? low + 1, column: offset - (starts[low] ?? 0) + 1 }
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
