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
  const starts = [0]
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1)
  return {
    at: (offset) => {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      return low + 1
    },
    quote: (line) => {
      const start = starts[line - 1] ?? text.length
      const end = starts[line] ?? text.length
      // A one-line file of megabytes must not be copied to be trimmed.
      const head = text.slice(start, Math.min(end, start + 2_000)).trim()
      return head.length <= longestQuote ? head : head.slice(0, longestQuote)
    },
  }
}
