import type {
  Blockquote,
  Code,
  Heading,
  List,
  ListItem,
  Nodes,
  Paragraph,
  RootContent,
  Table,
  TableRow,
} from 'mdast'
import type { Block, BlockKind, Cell, Mark, Span } from '../domain/passage.ts'
import { admonitionOpening } from './admonitions.ts'
import { marksInHtml } from './markdown-html.ts'
import { definitionMarks, type MarkContext, marksOf, plainText } from './markdown-marks.ts'

/** What the blocks of one page share while they are read. */
export interface BlockContext extends MarkContext {
  /** The line of an offset in the source document, from 1. */
  lineAt(offset: number): number
  /** The admonition around an offset, where Markdown proper does not tell. */
  admonitionAt(offset: number): string | null
  /** A number that no other list or table of the page has. */
  nextGroup(): number
}

interface Around {
  readonly group?: number
  readonly depth?: number
  readonly ordered?: boolean
  readonly admonition?: string
  readonly quoted?: boolean
}

/** The blocks of some top-level nodes, in the order they stand. */
export const blocksOf = (nodes: readonly RootContent[], context: BlockContext): Block[] => {
  const blocks: Block[] = []
  for (const node of nodes) read(node, {}, context, blocks)
  return blocks
}

const read = (node: RootContent, around: Around, context: BlockContext, out: Block[]): void => {
  const span = context.spanOf(node)
  if (!span) return
  switch (node.type) {
    case 'heading':
      out.push({ ...heading(node, span, around, context), marks: marksOf(node.children, context) })
      return
    case 'paragraph':
      out.push(paragraph(node, span, around, context))
      return
    case 'code':
      out.push(code(node, span, around, context))
      return
    case 'html':
      out.push({ ...leaf('html', span, span, around, context), marks: marksInHtml(node, context) })
      return
    case 'list':
      readList(node, around, context, out)
      return
    case 'blockquote':
      readQuote(node, around, context, out)
      return
    case 'table':
      readTable(node, around, context, out)
      return
    case 'definition':
      out.push({
        ...leaf('html', span, span, around, context),
        marks: definitionMarks(node, span, context),
      })
      return
    case 'footnoteDefinition':
      for (const child of node.children) read(child, around, context, out)
      return
    default:
      return
  }
}

const leaf = (
  kind: BlockKind,
  span: Span,
  text: Span,
  around: Around,
  context: BlockContext,
): Block => {
  const admonition = around.admonition ?? context.admonitionAt(span[0])
  return {
    kind,
    span,
    line: context.lineAt(span[0]),
    endLine: context.lineAt(Math.max(span[0], span[1] - 1)),
    text: context.text.slice(text[0], text[1]),
    textStart: text[0],
    marks: [],
    ...(around.group === undefined ? {} : { group: around.group }),
    ...(around.depth === undefined ? {} : { depth: around.depth }),
    ...(around.ordered === undefined ? {} : { ordered: around.ordered }),
    ...(admonition ? { admonition } : {}),
  }
}

/** A heading that is underlined starts, to the parser, with the definitions above it, which are blocks of their own. */
const heading = (node: Heading, span: Span, around: Around, context: BlockContext): Block => {
  const content = contentSpan(node.children, span, context)
  const over = context.text.slice(span[0], content[0]).includes('\n')
  const own: Span = over ? [content[0], span[1]] : span
  return { ...leaf('heading', own, content, around, context), level: node.depth }
}

/** Where the words of a heading or a cell stand. A bare address that was found late has no place: then it is all but the dress. */
const contentSpan = (children: readonly Nodes[], span: Span, context: BlockContext): Span => {
  const first = children[0]
  const last = children.at(-1)
  if (first === undefined || last === undefined) return [span[1], span[1]]
  const [from, to] = [context.spanOf(first)?.[0], context.spanOf(last)?.[1]]
  if (from !== undefined && to !== undefined) return [from, to]
  let [start, end] = span
  while (start < end && isDress(context.text.charAt(start))) start += 1
  while (end > start && isDress(context.text.charAt(end - 1))) end -= 1
  return [from ?? start, to ?? end]
}

const isDress = (char: string): boolean => /[\s|#]/.test(char)

const paragraph = (node: Paragraph, span: Span, around: Around, context: BlockContext): Block => {
  const raw = context.text.slice(span[0], span[1])
  const label = /^\[![A-Za-z]+\][ \t]*\r?\n[ \t>]*/.exec(raw)?.[0].length ?? 0
  const text: Span = around.admonition ? [span[0] + label, span[1]] : span
  const kind = around.quoted && !around.admonition ? 'quote' : 'paragraph'
  return { ...leaf(kind, span, text, around, context), marks: marksOf(node.children, context) }
}

const code = (node: Code, span: Span, around: Around, context: BlockContext): Block => {
  const language = node.lang?.toLowerCase()
  const fence = /^(?:`{3,}|~{3,})/.exec(context.text.slice(span[0], span[0] + 400))?.[0]
  const text = fence ? insideFence(context.text, span, fence) : span
  const block = leaf('code', span, text, around, context)
  return language ? { ...block, language } : block
}

const insideFence = (text: string, [start, end]: Span, fence: string): Span => {
  const firstBreak = text.indexOf('\n', start)
  if (firstBreak < 0 || firstBreak >= end) return [end, end]
  const from = firstBreak + 1
  const lastBreak = text.lastIndexOf('\n', end - 1)
  const last = text
    .slice(lastBreak + 1, end)
    .replace(/^[ \t>]+/, '')
    .trimEnd()
  const closed = lastBreak >= firstBreak && last.startsWith(fence) && isRun(last)
  const to = closed ? lastBreak : end
  return [from, Math.max(from, text[to - 1] === '\r' ? to - 1 : to)]
}

const isRun = (text: string): boolean => /^(?:`+|~+)$/.test(text)

const readList = (node: List, around: Around, context: BlockContext, out: Block[]): void => {
  const inside: Around = {
    ...around,
    group: around.group ?? context.nextGroup(),
    depth: around.depth === undefined ? 0 : around.depth + 1,
    ordered: node.ordered === true,
  }
  for (const item of node.children) readItem(item, inside, context, out)
}

const readItem = (item: ListItem, around: Around, context: BlockContext, out: Block[]): void => {
  const [first, ...rest] = item.children
  const itemSpan = context.spanOf(item)
  const firstSpan = first ? context.spanOf(first) : null
  if (first?.type === 'paragraph' && itemSpan && firstSpan) {
    const block = leaf('list-item', [itemSpan[0], firstSpan[1]], firstSpan, around, context)
    out.push({ ...block, marks: marksOf(first.children, context) })
  } else if (first) {
    read(first, around, context, out)
  }
  for (const child of rest) read(child, around, context, out)
}

const readQuote = (node: Blockquote, around: Around, context: BlockContext, out: Block[]): void => {
  const first = node.children[0]
  const firstSpan = first?.type === 'paragraph' ? context.spanOf(first) : null
  const name = firstSpan ? admonitionOpening(context.text.slice(firstSpan[0], firstSpan[1])) : null
  const outer = around.admonition ?? (firstSpan && context.admonitionAt(firstSpan[0]))
  const admonition = name ?? outer
  const inside: Around = { ...around, quoted: true, ...(admonition ? { admonition } : {}) }
  for (const child of node.children) read(child, inside, context, out)
}

const readTable = (node: Table, around: Around, context: BlockContext, out: Block[]): void => {
  const group = around.group ?? context.nextGroup()
  const [head] = node.children
  const header = head?.children.map((cell) => plainText(cell.children).trim()) ?? []
  for (const row of node.children) {
    const span = context.spanOf(row)
    if (!span) continue
    const cells = cellsOf(row, span, context)
    const isHeader = row === head
    if (isHeader && header.every((name) => name === '')) continue
    out.push({
      ...leaf('table-row', span, span, { ...around, group }, context),
      marks: row.children.flatMap((cell): Mark[] => marksOf(cell.children, context)),
      cells,
      header,
      ...(isHeader ? { isHeader } : {}),
    })
  }
}

const cellsOf = (row: TableRow, rowSpan: Span, context: BlockContext): Cell[] =>
  row.children.map((cell) => {
    const first = cell.children[0]
    const outer = context.spanOf(cell) ?? rowSpan
    const span: Span = first ? contentSpan(cell.children, outer, context) : [outer[1], outer[1]]
    return { text: context.text.slice(span[0], span[1]), span }
  })
