import type { Cell, Mark, Span } from '../../domain/passage.ts'
import { type Around, type Draft, endOf, type Line } from '../draft.ts'

/** How a table is to be read. */
export interface TableFrame {
  readonly text: string
  readonly around: Around
  readonly group: number
  /** The block's attributes as written: `cols="1,2", options="header"`. */
  readonly attributes: string
  marks(span: Span): Mark[]
}

const separator = /(?:(?<=^|\s)(?:\d{1,2}(?:\.\d{1,2})?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?)?\|/g

/** The rows of a table between its delimiters. */
export const adocRows = (lines: readonly Line[], frame: TableFrame): readonly Draft[] => {
  const cells = lines.flatMap((line) => cellStarts(line))
  const first = lines.find(({ blank }) => !blank)
  const inFirst = first ? cells.filter(({ line }) => line === first).length : 0
  const width = columnsIn(frame.attributes) ?? Math.max(1, inFirst)
  const last = lines.at(-1)
  const stop = last ? endOf(last) : 0
  const found = cells.map(({ mark, start }, index): Cell & { readonly mark: number } => {
    const next = cells[index + 1]?.mark ?? stop
    const raw = frame.text.slice(start, Math.max(start, next))
    const lead = raw.length - raw.trimStart().length
    const text = raw.trim()
    const at = text === '' ? start : start + lead
    return { text, span: [at, at + text.length], mark }
  })
  const isHeaded =
    /%header|options?=["'][^"']{0,80}header/.test(frame.attributes) ||
    (first !== undefined && lines[lines.indexOf(first) + 1]?.blank === true && inFirst === width)
  return rowsOf(found, Math.min(width, 60), isHeaded, frame)
}

interface Start {
  readonly line: Line
  /** Where the cell's sign and what is set before it start. */
  readonly mark: number
  /** Where its words start. */
  readonly start: number
}

const cellStarts = (line: Line): Start[] =>
  Array.from(line.text.matchAll(separator))
    .filter(({ index }) => line.text[index - 1] !== '\\')
    .map((found) => ({
      line,
      mark: line.start + found.index,
      start: line.start + found.index + found[0].length,
    }))

const columnsIn = (attributes: string): number | null => {
  const cols = /cols=(?:"([^"]{1,400})"|'([^']{1,400})'|([^,\]\s]{1,40}))/.exec(attributes)
  const spec = cols?.[1] ?? cols?.[2] ?? cols?.[3]
  if (spec === undefined) return null
  return spec.split(/[,;]/).reduce((sum, part) => {
    const times = /^\s*(\d{1,2})\*/.exec(part)?.[1]
    return sum + (times === undefined ? 1 : Number(times))
  }, 0)
}

const rowsOf = (
  cells: readonly (Cell & { readonly mark: number })[],
  width: number,
  isHeaded: boolean,
  { around, group, marks }: TableFrame,
): readonly Draft[] => {
  const drafts: Draft[] = []
  const header = isHeaded ? cells.slice(0, width).map(({ text }) => text) : []
  for (let at = 0; at < cells.length; at += width) {
    const row = cells.slice(at, at + width)
    const start = row[0]?.mark ?? 0
    const span: Span = [start, Math.max(start, row.at(-1)?.span[1] ?? start)]
    drafts.push({
      kind: 'table-row',
      span,
      textSpan: span,
      ...around,
      group,
      cells: row.map(({ text, span: place }) => ({ text, span: place })),
      header,
      marks: row.flatMap((cell) => marks(cell.span)),
      ...(isHeaded && at === 0 ? { isHeader: true } : {}),
    })
  }
  return drafts
}
