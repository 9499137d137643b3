/** One line of a text, without its end. */
export interface Line {
  readonly text: string
  /** Offset of the line in the text, in UTF-16 units. */
  readonly at: number
}

/** Nobody writes a manifest's line longer than this; what is behind is not read. */
const longest = 4_000

/** The lines of a text, each with its place. */
export function* linesIn(text: string): Generator<Line> {
  let at = 0
  while (at <= text.length) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    yield { text: text.slice(at, Math.min(stop, at + longest)).replace(/\r$/, ''), at }
    if (end < 0) return
    at = end + 1
  }
}

/** A file's name. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The name of the folder that a file lies in; empty at the root. */
export const folderName = (path: string): string => path.split('/').at(-2) ?? ''
