import type { Cell, Mark, Span } from '../../domain/passage.ts'
import { type Around, endOf, type Line } from '../draft.ts'
import { type RstReader, shownOf } from './reader.ts'

const gridBorder = /^\+(?:[-=]{1,400}\+){1,60}$/
const simpleBorder = /^={1,400}(?:[ \t]{1,40}={1,400}){1,60}$/

/** Columns as character offsets into a line: from the first up to but without the second. */
type Columns = readonly (readonly [from: number, to: number])[]

export const isTable = (lines: readonly Line[], at: number, to: number): boolean => {
  const shown = shownOf(lines[at])
  return at + 1 < to && (gridBorder.test(shown) || simpleBorder.test(shown))
}

/** Reads a grid table or a simple table; the line after it. */
export const readTable = (reader: RstReader, at: number, to: number, around: Around): number =>
  gridBorder.test(shownOf(reader.lines[at]))
    ? readGrid(reader, at, to, around)
    : readSimple(reader, at, to, around)

const readGrid = (reader: RstReader, at: number, to: number, around: Around): number => {
  const { lines } = reader
  let end = at
  while (end < to && /^[+|]/.test(shownOf(lines[end]))) end += 1
  const border = lines[at]
  const columns = gridColumns(border)
  const rows: Row[] = []
  let from = at + 1
  let headed = 0
  for (let index = at + 1; index < end; index += 1) {
    const shown = shownOf(lines[index])
    if (!shown.startsWith('+')) continue
    if (index > from) rows.push({ from, to: index })
    if (shown.includes('=')) headed = rows.length
    from = index + 1
  }
  if (from < end) rows.push({ from, to: end })
  emitRows(reader, rows, columns, headed, around)
  return end
}

const gridColumns = (border: Line | undefined): Columns => {
  const text = border?.text ?? ''
  const columns: [number, number][] = []
  let from = text.indexOf('+')
  for (let next = text.indexOf('+', from + 1); next >= 0; next = text.indexOf('+', next + 1)) {
    columns.push([from + 1, next])
    from = next
  }
  return columns
}

const readSimple = (reader: RstReader, at: number, to: number, around: Around): number => {
  const { lines } = reader
  const columns = simpleColumns(lines[at])
  const borders: number[] = []
  let end = at + 1
  for (; end < to; end += 1) {
    if (!simpleBorder.test(shownOf(lines[end]))) continue
    borders.push(end)
    if (end + 1 >= to || lines[end + 1]?.blank || borders.length === 2) break
  }
  const last = borders.at(-1)
  if (last === undefined) return at + 1
  const headEnd = borders.length > 1 ? (borders[0] ?? at) : at
  const head: Row[] = headEnd > at + 1 ? [{ from: at + 1, to: headEnd }] : []
  const rows = simpleRows(reader, headEnd + 1, last, columns)
  emitRows(reader, [...head, ...rows], columns, head.length, around)
  return last + 1
}

const simpleColumns = (border: Line | undefined): Columns => {
  const found = Array.from((border?.text ?? '').matchAll(/=+/g))
  return found.map((one, index) => [one.index, found[index + 1]?.index ?? Number.MAX_SAFE_INTEGER])
}

/** A row begins where the first column is not empty; other lines go on with the one above. */
const simpleRows = (
  { lines }: RstReader,
  from: number,
  to: number,
  columns: Columns,
): readonly Row[] => {
  const rows: { from: number; to: number }[] = []
  const first = columns[0]
  for (let index = from; index < to; index += 1) {
    const line = lines[index]
    if (line === undefined || line.blank) continue
    const leads = first !== undefined && line.text.slice(first[0], first[1]).trim() !== ''
    const open = rows.at(-1)
    if (/^-+(?:[ \t]+-+)*$/.test(shownOf(line))) continue
    if (leads || open === undefined) rows.push({ from: index, to: index + 1 })
    else open.to = index + 1
  }
  return rows
}

interface Row {
  readonly from: number
  readonly to: number
}

const emitRows = (
  reader: RstReader,
  rows: readonly Row[],
  columns: Columns,
  headed: number,
  around: Around,
): void => {
  const group = around.group ?? reader.nextGroup()
  const header =
    headed > 0 && rows[0] ? cellsOf(reader, rows[0], columns).map(({ text }) => text) : []
  for (const [index, row] of rows.entries()) {
    const first = reader.lines[row.from]
    const last = reader.lines[row.to - 1]
    if (first === undefined || last === undefined) continue
    const span: Span = [first.start + first.lead, Math.max(first.start + first.lead, endOf(last))]
    reader.drafts.push({
      kind: 'table-row',
      span,
      textSpan: span,
      ...around,
      group,
      marks: marksIn(reader, row),
      cells: cellsOf(reader, row, columns),
      header,
      ...(index < headed ? { isHeader: true } : {}),
    })
  }
}

/** What stands in a column of a line, without the white space around it. */
const pieceOf = (line: Line, [from, to]: Columns[number]): Span => {
  const piece = line.text.slice(from, to)
  const lead = piece.length - piece.trimStart().length
  const start = line.start + Math.min(from + lead, line.text.length)
  return [start, start + piece.trim().length]
}

/** A cell of several lines is not one piece of the text: its first line that says something stands for it. */
const cellsOf = ({ lines, text }: RstReader, { from, to }: Row, columns: Columns): Cell[] =>
  columns.map((column) => {
    const pieces = lines.slice(from, to).map((line) => pieceOf(line, column))
    const span = pieces.find(([start, end]) => end > start) ?? pieces[0] ?? [0, 0]
    return { text: text.slice(...span), span }
  })

/** Writers let a cell run over its column, so marks are read from whole lines. */
const marksIn = (reader: RstReader, { from, to }: Row): Mark[] =>
  reader.lines
    .slice(from, to)
    .flatMap((line) => reader.marks([line.start + line.lead, endOf(line)]))
