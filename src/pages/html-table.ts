import { isBlock } from './html-block-tags.ts'
import { type Line, linesOf, type Piece, piecesOf } from './html-inline.ts'
import { elementsIn, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'
import { limits } from './limits.ts'

/** The rows of a table, those of tables inside it left out. */
export const rowsOf = (table: HtmlElement): HtmlElement[] =>
  table.children.flatMap((child) => {
    if (child.kind !== 'element') return []
    if (child.tag === 'tr') return [child]
    return /^(?:thead|tbody|tfoot)$/.test(child.tag) ? rowsOf(child) : []
  })

const cellsOf = (row: HtmlElement): HtmlElement[] =>
  row.children.flatMap((child) =>
    child.kind === 'element' && (child.tag === 'td' || child.tag === 'th') ? [child] : [],
  )

/** Whether a table only arranges things: it holds headings, mostly tables, or is a single cell. */
export const isLayout = (table: HtmlElement): boolean => {
  const rows = rowsOf(table)
  if (rows.length === 0 || /^(?:presentation|none)$/.test(table.attributes.role ?? '')) return true
  const inside = elementsIn(table).filter((element) => element !== table)
  if (inside.some(({ tag }) => /^h[1-6]$/.test(tag))) return true
  const cells = rows.flatMap(cellsOf)
  const nesting = cells.filter((cell) => elementsIn(cell).some(({ tag }) => tag === 'table'))
  const widest = Math.max(...rows.map((row) => cellsOf(row).length))
  if (widest > 1) return nesting.length * 3 > cells.length
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
  const columns = Math.min(limits.columns, Math.max(1, ...grid.map((cells) => cells.length)))
  const set = grid.map((cells, position): Line => {
    const line = cells.find((cell) => cell.line !== null)?.line
    return { text: rowText(cells, columns), line: line ?? rows[position]?.line ?? table.line }
  })
  const [first, ...rest] = set
  const rule = `|${' --- |'.repeat(columns)}`
  const at = first?.line ?? table.line
  const body = first && isHeader(rows[0]) ? [first, { text: rule, line: at }, ...rest] : null
  return body ?? [{ text: rowText([], columns), line: at }, { text: rule, line: at }, ...set]
}

const isHeader = (row: HtmlElement | undefined): boolean => {
  const cells = row ? cellsOf(row) : []
  return (
    cells.length > 0 &&
    cells.every(
      ({ tag, children }) => tag === 'th' || children.every((child) => textOf(child).trim() === ''),
    ) &&
    cells.some(({ tag }) => tag === 'th')
  )
}

const gridOf = (rows: readonly HtmlElement[]): Cell[][] => {
  const held: (Held | undefined)[] = []
  return rows.map((row) => {
    const out: Cell[] = []
    const fill = (): void => {
      for (let above = held[out.length]; above && above.left > 0; above = held[out.length]) {
        above.left -= 1
        out.push({ ...above.cell, line: null })
      }
    }
    for (const element of cellsOf(row)) {
      fill()
      if (out.length >= limits.columns) break
      const cell = { text: cellText(element), line: element.line }
      const down = spanOf(element, 'rowspan', 1_000)
      for (let across = spanOf(element, 'colspan', limits.columns); across > 0; across -= 1) {
        const part =
          out.at(-1) !== undefined && across < spanOf(element, 'colspan', limits.columns)
            ? { text: '', line: null }
            : cell
        held[out.length] = { cell: part, left: down - 1 }
        out.push(part)
      }
    }
    fill()
    return out
  })
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
    return [around, ...marker, ...held, around]
  })

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
