import { mayDeclare } from './declaring.ts'
import { isSettings } from './evidence.ts'
import { needlesOf, waysOf } from './needles.ts'

/** Finds the lines of whole files that speak of one name. */
export interface Speaking {
  /** The lines that hold the name, comments set aside. */
  lines(text: string, path: string): readonly string[]
  /** Whether such a line may declare the name. */
  mayDeclare(line: string): boolean
}

const longestLine = 4_096

/** Prepares the search for one name. */
export function speakingOf(name: string): Speaking {
  const anchors = new Set(waysOf(name).flatMap(({ words }) => words[0] ?? []))
  const needles = needlesOf([name])
  return {
    lines(text, path) {
      const starts = new Set<number>()
      for (const anchor of anchors) {
        for (let at = text.indexOf(anchor); at >= 0; ) {
          starts.add(text.lastIndexOf('\n', at) + 1)
          // One hit a line is enough.
          const end = text.indexOf('\n', at)
          at = end < 0 ? -1 : text.indexOf(anchor, end)
        }
      }
      // `server.timeout` stands in pieces, one below the other, only where settings are nested.
      const inPieces = starts.size > 0 && isSettings(path)
      return [...starts]
        .map((start) => lineAt(text, start))
        .filter(
          (line) => !isComment(line) && needles.find(line).some(({ exact }) => exact || inPieces),
        )
    },
    mayDeclare: (line) => needles.find(line).some(({ form }) => mayDeclare(line, form)),
  }
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? text.length : end)
  return line.length > longestLine ? line.slice(0, longestLine) : line
}

// A word that only a comment loses tells nothing, and comments are many.
const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*|# )/.test(line)
