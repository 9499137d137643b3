import { mayBeKey, mayDeclare } from './declaring.ts'
import { isSettings } from './evidence.ts'
import { needlesOf, waysOf } from './needles.ts'
import { isCommentAt, isWordByte } from './word-tally.ts'

/** Finds the lines of whole files that speak of one name. */
export interface Speaking {
  /** The lines that hold the name, comments set aside; null where more hold it than a name's would. */
  lines(bytes: Buffer, path: string): readonly string[] | null
  /** Whether such a line may declare the name. */
  mayDeclare(line: string): boolean
}

const longestLine = 4_096
/** A file that says a name on more lines than this uses it; what one line more or less means nobody could tell. */
const mostLines = 1_000

/** A way in which the name stands in a line, as bytes. */
interface Way {
  readonly anchor: Buffer
  /** What the line must hold beside the word; null when the word is all. */
  readonly whole: Buffer | null
}

const newline = 10

/** Prepares the search for one name. */
export function speakingOf(name: string): Speaking {
  const exact: Way[] = []
  const inPieces: Way[] = []
  for (const { words, exact: isExact, whole } of waysOf(name)) {
    const way = {
      anchor: Buffer.from(words[0] ?? ''),
      whole: whole === null ? null : Buffer.from(whole),
    }
    if (way.anchor.length > 0) (isExact ? exact : inPieces).push(way)
  }
  const needles = needlesOf([name])
  return {
    lines(bytes, path) {
      const starts = new Set<number>()
      for (const way of exact) startsOf(bytes, way, starts)
      // `server.timeout` stands in pieces, one below the other, only where settings are nested.
      if (inPieces.length > 0 && isSettings(path))
        for (const way of inPieces) startsOf(bytes, way, starts)
      if (starts.size > mostLines) return null
      return [...starts].sort((a, b) => a - b).map((start) => lineAt(bytes, start))
    },
    mayDeclare: (line) =>
      needles
        .find(line)
        .some(({ form, exact }) =>
          exact || !name.includes('.') ? mayDeclare(line, form) : mayBeKey(line, form),
        ),
  }
}

/** Where the lines start that hold the word; one hit a line is enough. */
function startsOf(bytes: Buffer, { anchor, whole }: Way, starts: Set<number>): void {
  for (let at = bytes.indexOf(anchor); at >= 0 && starts.size <= mostLines; ) {
    const after = at + anchor.length
    if (isWordByte(bytes[at - 1]) || isWordByte(bytes[after])) {
      at = bytes.indexOf(anchor, after)
      continue
    }
    const start = bytes.lastIndexOf(newline, at) + 1
    const found = bytes.indexOf(newline, after)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(start, Math.min(end, start + longestLine))
    const isInside = at - start < longestLine && (whole === null || line.includes(whole))
    // A word that only a comment loses tells nothing, and comments are many.
    if (isInside && !isCommentAt(bytes, start, end)) starts.add(start)
    at = bytes.indexOf(anchor, end)
  }
}

function lineAt(bytes: Buffer, start: number): string {
  const found = bytes.indexOf(newline, start)
  const end = found < 0 ? bytes.length : found
  return bytes.toString('utf8', start, Math.min(end, start + longestLine))
}
