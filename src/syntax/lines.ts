import { indexLines } from './line-index.ts'

/** Finds lines by offset. */
export interface Lines {
  /** The line an offset stands on, from 1. */
  at(offset: number): number
  /** A line's text, trimmed, at most 200 characters. */
  quote(line: number): string
}

const longestQuote = 200

/** Counts the lines of a text once, so that offsets can be looked up in it. */
export const linesOf = (text: string): Lines => {
  const { lineAt, startOf } = indexLines(text)
  return {
    at: (offset) => lineAt(offset) + 1,
    quote: (line) => {
      const start = startOf(line - 1)
      const end = startOf(line)
      // A one-line file of megabytes must not be copied to be trimmed.
      const head = text.slice(start, Math.min(end, start + 2_000)).trim()
      return head.length <= longestQuote ? head : head.slice(0, longestQuote)
    },
  }
}
