import { admonitionOf, isAdmonitionTitle, opensRetired } from './html-admonition.ts'
import { isBlock } from './html-block-tags.ts'
import { codeLines } from './html-code.ts'
import { isDrawnCode } from './html-code-box.ts'
import { heading } from './html-heading.ts'
import { type Line, type Piece, piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import { joinedLists } from './html-list-runs.ts'
import { definitions, list } from './html-lists.ts'
import { type Around, joined, paragraph, type Rendered } from './html-rendered.ts'
import { isLayout, layoutContents, rowsOf, strayContents, tableLines } from './html-table.ts'
import { type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'
import { limits } from './limits.ts'

const outermost: Around = { path: [], lists: 0, quotes: 0 }

/** Renders nodes as blocks: runs of inline nodes become paragraphs, the rest what it is. */
export const renderBlocks = (
  nodes: readonly HtmlNode[],
  around: Around = outermost,
): Rendered[] => {
  const out: Rendered[] = []
  let run: HtmlNode[] = []
  const end = (): void => {
    if (run.some(hasContent)) for (const block of paragraphs(piecesOf(run))) out.push(block)
    run = []
  }
  for (const node of joinedLists(nodes)) {
    if (node.kind === 'element' && isBlock(node)) {
      end()
      for (const block of renderElement(node, around)) out.push(block)
    } else run.push(node)
  }
  end()
  return out
}

/** Not the white space between two blocks. */
const hasContent = (node: HtmlNode): boolean =>
  node.kind === 'element' || (node.kind === 'text' && /\S/.test(node.text))

/** Two line breaks in a row end a paragraph, as writers mean them to. */
const paragraphs = (run: readonly Piece[]): Rendered[] => {
  const parts: Piece[][] = [[]]
  let breaks = 0
  for (const piece of run) {
    if (piece.is === 'break') breaks += 1
    else if (piece.is !== 'text' || piece.text.trim() !== '') {
      if (breaks > 1 && balanced(parts.at(-1) ?? [])) parts.push([])
      breaks = 0
    }
    parts.at(-1)?.push(piece)
  }
  return parts
    .map((part) => paragraph(linesOf(part, { single: false })))
    .filter(({ lines }) => lines.length > 0)
}

const balanced = (run: readonly Piece[]): boolean =>
  run.filter(({ is }) => is === 'open').length === run.filter(({ is }) => is === 'close').length

const other = (lines: readonly Line[]): Rendered[] =>
  lines.length > 0 ? [{ lines, is: 'other' }] : []

const renderElement = (element: HtmlElement, around: Around): Rendered[] => {
  const { tag, children } = element
  const inner: Around = { ...around, path: [...around.path, element] }
  const retired = tag === 'p' && around.lists === 0 && opensRetired(element)
  const admonition = admonitionOf(element) ?? (retired ? 'deprecated' : null)
  if (admonition) return other(admonitionLines(element, admonition, inner))
  if (/^h[1-6]$/.test(tag)) return heading(element, inner)
  if (isDrawnCode(element)) return other(codeLines(element, around.path))
  switch (tag) {
    case 'pre':
    case 'listing':
    case 'xmp':
      return other(codeLines(element, around.path))
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return list(element, inner, renderBlocks)
    case 'dl':
      return definitions(element, inner, renderBlocks)
    case 'blockquote':
      return other(quote(joined(renderBlocks(children, quoted(inner))), inner))
    case 'table':
      return table(element, inner)
    case 'hr':
      return []
    default:
      return renderBlocks(children, inner)
  }
}

const quoted = (around: Around): Around => ({ ...around, quotes: around.quotes + 1 })

/** Quotations far inside quotations stay at the last depth that is told apart. */
const quote = (lines: readonly Line[], { quotes }: Around): Line[] =>
  quotes >= limits.listDepth
    ? [...lines]
    : lines.map(({ text, line }) => ({ text: text === '' ? '>' : `> ${text}`, line }))

const admonitionLines = (element: HtmlElement, name: string, around: Around): Line[] => {
  const children = element.tag === 'table' ? layoutContents(element) : boxContents(element)
  const content = joined(renderBlocks(withoutTitle(children, name), quoted(around)))
  if (content.length === 0) return []
  const label = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  const first = content[0]?.line ?? element.line
  const own = new RegExp(`^\\*\\*${label}:?\\*\\*`, 'i').test(content[0]?.text ?? '')
  const title = [
    { text: `**${label}**`, line: Math.min(element.line, first) },
    { text: '', line: first },
  ]
  return quote(own ? content : [...title, ...content], around)
}

/** A box may be drawn as a table of one row: a picture and the words. */
const boxContents = ({ children }: HtmlElement): readonly HtmlNode[] => {
  const [only, ...others] = children.filter((child) => textOf(child).trim() !== '')
  return only?.kind === 'element' &&
    only.tag === 'table' &&
    others.length === 0 &&
    rowsOf(only).length === 1
    ? layoutContents(only)
    : children
}

/** A box's title stands near its top; further down there are only the boxes inside it, which see to their own. */
const withoutTitle = (nodes: readonly HtmlNode[], name: string, depth = 3): HtmlNode[] =>
  nodes.flatMap((node): HtmlNode[] => {
    if (node.kind !== 'element') return [node]
    if (isAdmonitionTitle(node, name)) return []
    return [depth > 0 ? { ...node, children: withoutTitle(node.children, name, depth - 1) } : node]
  })

const table = (element: HtmlElement, around: Around): Rendered[] =>
  isLayout(element)
    ? renderBlocks(layoutContents(element), around)
    : [...renderBlocks(strayContents(element), around), ...other(tableLines(element))]
