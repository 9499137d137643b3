import type { Span } from '../domain/passage.ts'
import { leadOf, type Reader, type Reading, type Unit, unitOver } from './unit.ts'

const isRow = (line: string): boolean => line.trimStart().startsWith('|')
const isRule = (line: string): boolean => /^[\s|:-]+$/.test(line) && line.includes('-')

interface Line {
  readonly start: number
  readonly text: string
}

const lineBefore = (text: string, start: number): Line | null => {
  if (start <= 0) return null
  const from = text.lastIndexOf('\n', start - 2) + 1
  return { start: from, text: text.slice(from, start - 1) }
}

// Read from the page, because a long table's later rows stand in another passage than its header.
const headerSpan = (text: string, rowStart: number): Span | null => {
  const rowLine = text.lastIndexOf('\n', rowStart - 1) + 1
  let line = lineBefore(text, rowLine)
  while (line && isRow(line.text) && !isRule(line.text)) line = lineBefore(text, line.start)
  const rule = line
  if (!rule || !isRule(rule.text)) return null
  const head = lineBefore(text, rule.start)
  return head ? [head.start, rule.start + rule.text.length] : null
}

/** Reads a table: its rows one by one, each with the header that says what the cells are. */
export const tableUnits = (reader: Reader, index: number, before: readonly Unit[]): Reading => {
  const { blocks, page } = reader
  const group = blocks[index]?.group
  let next = index + 1
  while (blocks[next]?.kind === 'table-row' && blocks[next]?.group === group) next += 1
  const rows = blocks.slice(index, next).filter(({ isHeader }) => !isHeader)
  const lead = leadOf(reader, index, before)
  const leadNeeds = lead?.leadOnly ? [lead.span[0]] : []
  const units = rows.map((row) => unitOver('table-row', [row], leadNeeds))
  const [first] = blocks.slice(index, next)
  const header = first && headerSpan(page.text, (rows[0] ?? first).span[0])
  // Rows whose header cannot be found (a table without one) speak for themselves.
  if (!first || !header) return { units, next }
  const head: Unit = { ...unitOver('table-row', [first], leadNeeds), span: header, leadOnly: true }
  return {
    units: [head, ...units.map((row) => ({ ...row, needs: [...row.needs, header[0]] }))],
    next,
  }
}
