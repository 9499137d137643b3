/** Tells on which line of a text an offset stands. */
export interface LineIndex {
  /** The line of an offset, from 0. */
  lineAt(offset: number): number
  /** Where a line starts. */
  startOf(line: number): number
}

/** Counts lines as editors and git do: only line feeds end one. */
export const indexLines = (text: string): LineIndex => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return {
    lineAt: (offset) => lastNotAfter(starts, offset),
    startOf: (line) => starts[line] ?? text.length,
  }
}

const lastNotAfter = (starts: readonly number[], offset: number): number => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? Number.POSITIVE_INFINITY) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
