import type { Block, BlockKind, Cell, Mark, Span } from '../domain/passage.ts'
import { indexLines } from '../syntax/line-index.ts'

/** A line of a text that is read line by line. */
export interface Line {
  /** Without its line end and without white space before it. */
  readonly text: string
  readonly start: number
  /** Columns before the first character, a tab filling up to the next eighth; for a blank line none. */
  readonly indent: number
  /** Characters before the first one that is no white space. */
  readonly lead: number
  readonly blank: boolean
}

/** The lines of a text from an offset on. */
export const linesOf = (text: string, from: number): readonly Line[] => {
  const lines: Line[] = []
  let start = from
  while (start <= text.length) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const shown = text.slice(start, end).trimEnd()
    const lead = shown.length - shown.trimStart().length
    lines.push({ text: shown, start, lead, indent: columns(shown, lead), blank: shown === '' })
    if (found < 0) break
    start = end + 1
  }
  return lines
}

const columns = (text: string, lead: number): number => {
  let at = 0
  for (let index = 0; index < lead; index += 1)
    at = text.charAt(index) === '\t' ? at + 8 - (at % 8) : at + 1
  return at
}

export const endOf = (line: Line): number => line.start + line.text.length

/** A block before its lines are counted and its text is cut out. */
export interface Draft extends Around {
  readonly kind: BlockKind
  readonly span: Span
  readonly textSpan: Span
  readonly marks?: readonly Mark[]
  readonly language?: string
  readonly level?: number
  readonly cells?: readonly Cell[]
  readonly header?: readonly string[]
  readonly isHeader?: boolean
}

/** What a block has of the things it stands in. */
export interface Around {
  readonly depth?: number
  readonly ordered?: boolean
  readonly group?: number
  readonly admonition?: string
  readonly record?: true
}

/** Drafts as blocks; `lines` gives the line in the source document of each line of the text. */
export const finished = (
  text: string,
  drafts: readonly Draft[],
  lines: readonly number[] | null,
): Block[] => {
  const index = indexLines(text)
  const lineAt = (offset: number): number => {
    const line = index.lineAt(offset)
    return lines ? (lines[line] ?? 1) : line + 1
  }
  return drafts.map(({ textSpan, marks = [], ...draft }) => ({
    ...draft,
    line: lineAt(draft.span[0]),
    endLine: lineAt(Math.max(draft.span[0], draft.span[1] - 1)),
    text: text.slice(textSpan[0], textSpan[1]),
    textStart: textSpan[0],
    marks,
  }))
}
