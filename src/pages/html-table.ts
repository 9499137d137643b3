import { isBlock } from './html-block-tags.ts'
import { type Line, type Piece, piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import { elementsIn, type HtmlElement, type HtmlNode, hasText, holds } from './html-tree.ts'
import { limits } from './limits.ts'

/** The rows of a table, those of tables inside it left out. */
export const rowsOf = (table: HtmlElement): HtmlElement[] =>
  table.children.flatMap((child) => {
    if (child.kind !== 'element') return []
    if (child.tag === 'tr') return [child]
    return /^(?:thead|tbody|tfoot)$/.test(child.tag) ? rowsOf(child) : []
  })

/** The cells of a row; what stands in a row without being a cell counts as one. */
const cellsOf = (row: HtmlElement): HtmlElement[] =>
  row.children.flatMap((child): HtmlElement[] => {
    if (child.kind === 'element' && /^t[dh]$/.test(child.tag)) return [child]
    if (!hasText(child)) return []
    return [{ kind: 'element', tag: 'td', attributes: {}, line: child.line, children: [child] }]
  })

/** What stands in a table outside its rows: its caption, and what does not belong there. */
export const strayContents = (table: HtmlElement): HtmlNode[] =>
  table.children.flatMap((child): HtmlNode[] => {
    if (child.kind !== 'element') return [child]
    if (/^(?:thead|tbody|tfoot)$/.test(child.tag)) return strayContents(child)
    return child.tag === 'tr' ? [] : [child]
  })

/** Whether a table only arranges things: it holds headings, mostly tables, or is a single cell. */
export const isLayout = (table: HtmlElement): boolean => {
  const rows = rowsOf(table)
  if (rows.length === 0 || /^(?:presentation|none)$/.test(table.attributes.role ?? '')) return true
  const inside = elementsIn(table).slice(1)
  if (inside.some(({ tag }) => /^h[1-6]$/.test(tag))) return true
  const cells = rows.map(cellsOf)
  const count = cells.reduce((sum, { length }) => sum + length, 0)
  if (count === 0) return true
  const widest = cells.reduce((most, { length }) => Math.max(most, length), 0)
  if (widest > 1) {
    const nesting = cells.flat().filter((cell) => holds(cell, ({ tag }) => tag === 'table'))
    return nesting.length * 3 > count
  }
  const boxes =
    rows.length === 1
      ? /^(?:pre|ul|ol|blockquote|p|div|table)$/
      : /^(?:pre|ul|ol|blockquote|table)$/
  return inside.some(({ tag }) => boxes.test(tag))
}

/** What a table that only arranges things holds, in reading order. */
export const layoutContents = (table: HtmlElement): HtmlNode[] =>
  table.children.flatMap((child): HtmlNode[] => {
    if (child.kind !== 'element') return [child]
    if (/^(?:thead|tbody|tfoot|tr)$/.test(child.tag)) return layoutContents(child)
    return /^(?:td|th|caption)$/.test(child.tag) ? [{ ...child, tag: 'div' }] : [child]
  })

interface Cell {
  readonly text: string
  readonly line: number | null
}

interface Held {
  readonly cell: Cell
  left: number
}

/** A table as Markdown: one line a row, spanned cells repeated downwards, what cannot stand in a row set in line. */
export const tableLines = (table: HtmlElement): Line[] => {
  const rows = rowsOf(table)
  const grid = gridOf(rows)
  const columns = Math.min(
    limits.columns,
    grid.reduce((most, cells) => Math.max(most, cells.length), 1),
  )
  const set = grid.map((cells, position): Line => {
    const line = cells.find((cell) => cell.line !== null)?.line
    return { text: rowText(cells, columns), line: line ?? rows[position]?.line ?? table.line }
  })
  const [first, ...rest] = set
  const rule = `|${' --- |'.repeat(columns)}`
  const at = first?.line ?? table.line
  const body = first && isHeader(rows[0], table) ? [first, { text: rule, line: at }, ...rest] : null
  return body ?? [{ text: rowText([], columns), line: at }, { text: rule, line: at }, ...set]
}

const isHeader = (row: HtmlElement | undefined, table: HtmlElement): boolean => {
  const cells = row ? cellsOf(row) : []
  const head = table.children.find((child) => child.kind === 'element' && child.tag === 'thead')
  if (row && head?.kind === 'element' && head.children.includes(row)) return cells.length > 0
  return (
    cells.length > 0 &&
    cells.every((cell) => isHead(cell) || !cell.children.some(hasText)) &&
    cells.some(isHead)
  )
}

const isHead = ({ tag, attributes }: HtmlElement): boolean =>
  tag === 'th' || attributes.role === 'columnheader'

const gridOf = (rows: readonly HtmlElement[]): Cell[][] => {
  const held: (Held | undefined)[] = []
  return rows.map((row) => {
    const out: Cell[] = []
    for (const element of cellsOf(row)) {
      addHeld(out, held)
      addCell(out, held, element)
    }
    addHeld(out, held)
    return out
  })
}

/** The cells that reach down from rows above. */
const addHeld = (out: Cell[], held: readonly (Held | undefined)[]): void => {
  for (let above = held[out.length]; above && above.left > 0; above = held[out.length]) {
    above.left -= 1
    out.push({ ...above.cell, line: null })
  }
}

const addCell = (out: Cell[], held: (Held | undefined)[], element: HtmlElement): void => {
  const cell = { text: cellText(element), line: element.line }
  const last = out.at(-1)
  if (last && out.length >= limits.columns) {
    out[out.length - 1] = { ...last, text: `${last.text} ${cell.text}`.trim() }
    return
  }
  const left = spanOf(element, 'rowspan', 1_000) - 1
  const across = Math.min(spanOf(element, 'colspan', limits.columns), limits.columns - out.length)
  for (let column = 0; column < across; column += 1) {
    const part = column === 0 ? cell : { text: '', line: null }
    held[out.length] = { cell: part, left }
    out.push(part)
  }
}

const spanOf = (element: HtmlElement, name: 'rowspan' | 'colspan', most: number): number => {
  const value = Number.parseInt(element.attributes[name] ?? '1', 10)
  return value >= 1 ? Math.min(value, most) : 1
}

const rowText = (cells: readonly Cell[], columns: number): string => {
  const padded = Array.from({ length: columns }, (_, column) => cells[column]?.text ?? '')
  return `|${padded.map((text) => (text === '' ? '  |' : ` ${text} |`)).join('')}`
}

const cellText = (cell: HtmlElement): string => {
  const lines = linesOf(cellPieces(cell.children), { single: true, cell: true })
  return lines.map(({ text }) => text).join(' ')
}

/** A cell's content in one line: paragraphs and items set apart, code blocks as code, line by line. */
const cellPieces = (nodes: readonly HtmlNode[]): Piece[] =>
  nodes.flatMap((node): Piece[] => {
    if (node.kind !== 'element' || !isBlock(node)) return piecesOf([node])
    const around: Piece = { is: 'break', line: node.line }
    if (node.tag === 'tr') return [around, ...rowPieces(node), around]
    const marker: Piece[] = node.tag === 'li' ? [{ is: 'ours', text: '- ', line: node.line }] : []
    const held = node.tag === 'pre' ? codeIn(node) : cellPieces(node.children)
    return [around, ...marker, ...(marker.length > 0 ? unbroken(held) : held), around]
  })

/** What stands behind a marker starts on its line. */
const unbroken = (held: readonly Piece[]): Piece[] => {
  const from = held.findIndex((piece) => piece.is !== 'break' && piece.text.trim() !== '')
  return from < 0 ? [] : held.slice(from)
}

/** A row of a table inside a cell: its cells with commas between. */
const rowPieces = (row: HtmlElement): Piece[] =>
  cellsOf(row).flatMap((cell, position): Piece[] => {
    const comma: Piece = { is: 'text', text: ', ', line: cell.line }
    return [...(position > 0 ? [comma] : []), ...cellPieces(cell.children)]
  })

/** Each line of a code block as a code span of its own. */
const codeIn = (pre: HtmlElement): Piece[] => {
  const broken: HtmlNode[] = []
  const visit = (node: HtmlNode): void => {
    if (node.kind === 'text') {
      for (const [position, text] of node.text.split('\n').entries()) {
        const line = node.line + position
        if (position > 0)
          broken.push({ kind: 'element', tag: 'br', attributes: {}, line, children: [] })
        broken.push({ kind: 'text', text, line })
      }
    } else if (node.kind === 'element') {
      if (node.tag === 'br') broken.push(node)
      node.children.forEach(visit)
    }
  }
  pre.children.forEach(visit)
  return piecesOf([{ ...pre, tag: 'code', children: broken }])
}
