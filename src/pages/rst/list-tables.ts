import type { Cell, Span } from '../../domain/passage.ts'
import { type Around, endOf } from '../draft.ts'
import { type RstReader, shownOf, skipBlank } from './reader.ts'

interface Row {
  readonly span: Span
  readonly cells: readonly Cell[]
}

/** A table written as a list of lists: `* - one` opens a row, `  - two` goes on with it. */
export const readListTable = (
  reader: RstReader,
  from: number,
  to: number,
  around: Around,
): void => {
  const { lines, text } = reader
  const starts: number[][] = []
  let dash = 0
  for (let index = skipBlank(lines, from, to); index < to; index += 1) {
    const line = lines[index]
    const row = /^[*+-][ \t]+-(?=[ \t]|$)/.exec(shownOf(line))
    if (line && row) {
      dash = line.lead + row[0].length - 1
      starts.push([index])
    } else if (line && line.lead === dash && /^-(?:[ \t]|$)/.test(shownOf(line)))
      starts.at(-1)?.push(index)
  }
  const rows = starts.flatMap((cells, position): Row[] => {
    const stop = starts[position + 1]?.[0] ?? to
    const first = lines[cells[0] ?? from]
    if (first === undefined) return []
    const found = cells.map((start, number): Cell => {
      const line = lines[start]
      const end = lastWords(reader, start, cells[number + 1] ?? stop)
      const lead = line ? skipMarks(line.text) : 0
      const at = line ? Math.min(line.start + lead, endOf(line)) : 0
      return { text: text.slice(at, Math.max(at, end)), span: [at, Math.max(at, end)] }
    })
    const end = found.at(-1)?.span[1] ?? endOf(first)
    return [{ span: [first.start + first.lead, Math.max(end, endOf(first))], cells: found }]
  })
  emit(reader, rows, headerRows(reader, from), null, around)
}

const skipMarks = (text: string): number => /^\s*(?:[*+-]\s+)?-\s*/.exec(text)?.[0].length ?? 0

const lastWords = ({ lines }: RstReader, from: number, to: number): number => {
  let end = 0
  for (let index = from; index < to; index += 1) {
    const line = lines[index]
    if (line && !line.blank) end = endOf(line)
  }
  return end
}

const headerRows = ({ lines }: RstReader, from: number): number => {
  for (let index = from - 1; index >= 0 && shownOf(lines[index]).startsWith(':'); index -= 1) {
    const count = /^:header-rows:\s+(\d{1,2})$/.exec(shownOf(lines[index]))?.[1]
    if (count !== undefined) return Number(count)
  }
  return 0
}

/** A table of comma-separated values: a row a line. */
export const readCsvTable = (reader: RstReader, from: number, to: number, around: Around): void => {
  const { lines } = reader
  const rows = lines
    .slice(skipBlank(lines, from, to), to)
    .flatMap((line): Row[] =>
      line.blank
        ? []
        : [{ span: [line.start + line.lead, endOf(line)], cells: csvCells(line.text, line.start) }],
    )
  let header: readonly string[] | null = null
  for (let index = from - 1; index >= 0 && shownOf(lines[index]).startsWith(':'); index -= 1) {
    const named = /^:header:\s+(.{1,1000})$/.exec(shownOf(lines[index]))?.[1]
    if (named !== undefined) header = csvCells(named, 0).map(({ text }) => text)
  }
  emit(reader, rows, headerRows(reader, from), header, around)
}

const csvCells = (line: string, start: number): Cell[] =>
  Array.from(line.matchAll(/(?:^|,)\s{0,40}(?:"((?:[^"]|""){0,2000})"|([^,\n]{0,2000}))/g))
    .slice(0, 60)
    .map((found) => {
      const text = (found[1] ?? found[2] ?? '').trimEnd()
      const at = start + found.index + found[0].indexOf(found[1] ?? found[2] ?? '')
      return { text, span: [at, at + text.length] }
    })

const emit = (
  reader: RstReader,
  rows: readonly Row[],
  headed: number,
  named: readonly string[] | null,
  around: Around,
): void => {
  const group = around.group ?? reader.nextGroup()
  const header = named ?? (headed > 0 ? (rows[0]?.cells.map(({ text }) => text) ?? []) : [])
  for (const [index, { span, cells }] of rows.entries())
    reader.drafts.push({
      kind: 'table-row',
      span,
      textSpan: span,
      ...around,
      group,
      cells,
      header,
      marks: cells.flatMap((cell) => reader.marks(cell.span)),
      ...(index < headed ? { isHeader: true } : {}),
    })
}
