import { indexLines } from '../../syntax/line-index.ts'
import { type SqlStatement, sqlStatements } from '../../syntax/sql.ts'
import { type ChangedFile, type ChangedHunk, type ChangedLine, sideOf } from './changed-file.ts'
import { isWayBack, wayBack } from './directions.ts'

/** A statement of a file that a diff brings or takes. */
export interface ChangedStatement {
  /** As written, comments and all. */
  readonly text: string
  /** Words and names in small letters with one blank between, strings emptied: to be compared. */
  readonly plain: string
  /** The first line of it that the diff changes. */
  readonly line: ChangedLine
  /** It runs to the end of what is shown, and the file goes on: the rest of it is not seen. */
  readonly cut: boolean
}

/** The statements of one side of a file in which something is added or removed, and that say something new by it. */
export function changedStatements(
  file: ChangedFile,
  side: 'before' | 'after',
): readonly ChangedStatement[] {
  if (isWayBack(file.path)) return []
  const other = side === 'before' ? 'after' : 'before'
  return file.hunks.flatMap((hunk) => {
    const known = new Set(statementsOf(hunk, other).map(({ plain }) => plain))
    return statementsOf(hunk, side).filter(
      ({ line, plain }) => line.kind !== 'context' && !known.has(plain),
    )
  })
}

function statementsOf(hunk: ChangedHunk, side: 'before' | 'after'): readonly ChangedStatement[] {
  const lines = sideOf(hunk, side)
  const back = wayBack(lines, hunk.section)
  const kept = lines.filter((line) => !back.has(line))
  const text = kept.map((line) => `${line.text}\n`).join('')
  const { lineAt } = indexLines(text)
  return sqlStatements(text).flatMap((tokens) => {
    const [first] = tokens
    const last = tokens.at(-1)
    if (!first || !last) return []
    const own = kept.slice(lineAt(first.at), lineAt(last.end - 1) + 1)
    const line = own.find(({ kind, comment }) => kind !== 'context' && !comment) ?? own[0]
    const end = kept[lineAt(last.end - 1)]
    const cut = end !== undefined && end === lines.at(-1) && end.kind === 'context'
    return line
      ? [{ text: text.slice(first.at, last.end), plain: plainText(tokens), line, cut }]
      : []
  })
}

const plainText = (tokens: SqlStatement): string =>
  tokens
    .map(({ kind, text }) =>
      kind === 'string'
        ? "''"
        : kind === 'quoted'
          ? text.toLowerCase().replaceAll(/[^\p{L}\p{N}_]/gu, '_')
          : text.toLowerCase(),
    )
    .join(' ')
    .replaceAll(/ ([.,)])/g, '$1')
    .replaceAll(/([.(]) /g, '$1')
