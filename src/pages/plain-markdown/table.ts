import type { Table, TableCell, TableRow } from 'mdast'
import { inlineOf } from './inline.ts'
import { endOf, type Places, placed, type Row } from './places.ts'

const rule = /^\|(?: --- \|)+$/

/** A table whose rows all begin and end with a pipe; null where it is none of these. */
export const tableOf = (rows: readonly Row[], places: Places): Table | null => {
  const [head, second, ...body] = rows
  if (head === undefined || second === undefined || !rule.test(second.text)) return null
  const columns = (second.text.length - 1) / 6
  const children: TableRow[] = []
  for (const row of [head, ...body]) {
    const cells = cellsOf(row, places)
    if (cells?.length !== columns) return null
    const node: TableRow = { type: 'tableRow', children: cells }
    children.push(placed(places, node, [row.at, endOf(row)]))
  }
  return placed(places, { type: 'table', children }, [head.at, endOf(rows.at(-1) ?? second)])
}

/** A cell reaches from its pipe to the next, the last one over it. */
const cellsOf = (row: Row, places: Places): TableCell[] | null => {
  const { text, at } = row
  const pipes = pipesIn(text)
  if (pipes[0] !== 0 || pipes.at(-1) !== text.length - 1) return null
  const cells: TableCell[] = []
  for (const [position, from] of pipes.slice(0, -1).entries()) {
    const to = pipes[position + 1] ?? text.length
    const inner = text.slice(from + 1, to)
    const [, lead = '', words = ''] = /^([ \t]*)(.*?)[ \t]*$/.exec(inner) ?? []
    const content = { text: words, at: at + from + 1 + lead.length }
    const children = content.text === '' ? [] : inlineOf([content], places, true)
    if (children === null) return null
    const end = position === pipes.length - 2 ? text.length : to
    cells.push(placed(places, { type: 'tableCell', children } as const, [at + from, at + end]))
  }
  return cells
}

/** Where pipes stand that are not escaped. */
const pipesIn = (text: string): readonly number[] => {
  const found: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '\\' && /[\\|]/.test(text.charAt(at + 1))) at += 1
    else if (char === '|') found.push(at)
  }
  return found
}
