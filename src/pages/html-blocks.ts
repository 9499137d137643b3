import { admonitionOf, isAdmonitionTitle } from './html-admonition.ts'
import { isBlock } from './html-block-tags.ts'
import { codeLines } from './html-code.ts'
import { type Line, linesOf, type Piece, piecesOf } from './html-inline.ts'
import { isLayout, layoutContents, tableLines } from './html-table.ts'
import { elementsIn, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'
import { limits } from './limits.ts'

/** One block of Markdown: its lines, and what it is where that matters to its neighbours. */
export interface Rendered {
  readonly lines: readonly Line[]
  readonly is: 'paragraph' | 'heading' | 'list' | 'other'
  /** The `id` that the document gives a heading. */
  readonly anchor?: string
}

interface Around {
  /** The elements around, outermost first. */
  readonly path: readonly HtmlElement[]
  readonly lists: number
  readonly quotes: number
}

const outermost: Around = { path: [], lists: 0, quotes: 0 }

/** Renders nodes as blocks: runs of inline nodes become paragraphs, the rest what it is. */
export const renderBlocks = (
  nodes: readonly HtmlNode[],
  around: Around = outermost,
): Rendered[] => {
  const out: Rendered[] = []
  let run: HtmlNode[] = []
  const end = (): void => {
    out.push(...paragraphs(piecesOf(run)))
    run = []
  }
  for (const node of nodes) {
    if (node.kind === 'element' && isBlock(node)) {
      end()
      out.push(...renderElement(node, around))
    } else run.push(node)
  }
  end()
  return out
}

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

const paragraph = (lines: readonly Line[]): Rendered => ({ lines, is: 'paragraph' })
const other = (lines: readonly Line[]): Rendered[] =>
  lines.length > 0 ? [{ lines, is: 'other' }] : []

const renderElement = (element: HtmlElement, around: Around): Rendered[] => {
  const { tag, children } = element
  const inner: Around = { ...around, path: [...around.path, element] }
  const admonition = admonitionOf(element)
  if (admonition) return other(admonitionLines(element, admonition, inner))
  if (/^h[1-6]$/.test(tag)) return heading(element, inner)
  switch (tag) {
    case 'pre':
    case 'listing':
    case 'xmp':
      return other(codeLines(element, around.path))
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return list(element, inner)
    case 'dl':
      return definitions(element, inner)
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

const heading = (element: HtmlElement, around: Around): Rendered[] => {
  const blocks = element.children.some((child) => child.kind === 'element' && isBlock(child))
  const held = blocks ? piecesOf(element.children.flatMap(unwrapped)) : piecesOf(element.children)
  const [line] = linesOf(held, { single: true })
  if (!line) return []
  const text = line.text.replace(/(#+)$/, '\\$1')
  const level = Number(element.tag.slice(1))
  const wrapper = around.path.at(-2)
  const wraps =
    wrapper && /^(?:section|div)$/.test(wrapper.tag) && firstHeading(wrapper) === element
  const given =
    element.attributes.id ?? anchorInside(element) ?? (wraps ? wrapper.attributes.id : undefined)
  return [
    {
      is: 'heading',
      lines: [{ text: `${'#'.repeat(level)} ${text}`, line: line.line }],
      ...(given ? { anchor: given } : {}),
    },
  ]
}

const unwrapped = (node: HtmlNode): HtmlNode[] =>
  node.kind === 'element' && isBlock(node)
    ? [
        { kind: 'text', text: ' ', line: node.line },
        ...node.children.flatMap(unwrapped),
        { kind: 'text', text: ' ', line: node.line },
      ]
    : [node]

const anchorInside = (element: HtmlElement): string | undefined => {
  for (const { tag, attributes } of elementsIn(element))
    if ((tag === 'span' || tag === 'a') && (attributes.id ?? attributes.name))
      return attributes.id ?? attributes.name
  return undefined
}

const firstHeading = (wrapper: HtmlElement): HtmlElement | undefined =>
  elementsIn(wrapper).find(({ tag }) => /^h[1-6]$/.test(tag))

/** Sets blocks under one another with a blank line between; the blank line belongs to the block above. */
export const joined = (blocks: readonly Rendered[]): Line[] =>
  separated(blocks).flatMap(({ lines }, position) => {
    const above = blocks[position - 1]?.lines.at(-1)
    return above ? [{ text: '', line: above.line }, ...lines] : [...lines]
  })

/** Two lists that follow one another would grow together: the second gets another marker. */
export const separated = (blocks: readonly Rendered[]): Rendered[] => {
  let turned = false
  return blocks.map((block, position) => {
    turned = !turned && alike(block, blocks[position - 1])
    return turned ? { ...block, lines: block.lines.map(otherMarker) } : block
  })
}

const alike = (block: Rendered, above: Rendered | undefined): boolean =>
  block.is === 'list' &&
  above?.is === 'list' &&
  block.lines[0]?.text.startsWith('-') === above.lines[0]?.text.startsWith('-')

const otherMarker = ({ text, line }: Line): Line => ({
  text: text.replace(/^- /, '* ').replace(/^(\d{1,9})\. /, '$1) '),
  line,
})

const quoted = (around: Around): Around => ({ ...around, quotes: around.quotes + 1 })

/** Quotations far inside quotations stay at the last depth that is told apart. */
const quote = (lines: readonly Line[], { quotes }: Around): Line[] =>
  quotes >= limits.listDepth
    ? [...lines]
    : lines.map(({ text, line }) => ({ text: text === '' ? '>' : `> ${text}`, line }))

const admonitionLines = (element: HtmlElement, name: string, around: Around): Line[] => {
  const plain: HtmlElement = {
    ...element,
    attributes: {},
    tag: element.tag === 'table' ? 'table' : 'div',
  }
  const children = plain.tag === 'table' ? layoutContents(plain) : plain.children
  const content = joined(renderBlocks(withoutTitle(children), quoted(around)))
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

const withoutTitle = (nodes: readonly HtmlNode[]): HtmlNode[] =>
  nodes.flatMap((node): HtmlNode[] => {
    if (node.kind !== 'element') return [node]
    if (isAdmonitionTitle(node) && textOf(node).trim().split(/\s+/).length < 2) return []
    return [{ ...node, children: withoutTitle(node.children) }]
  })

const list = (element: HtmlElement, around: Around): Rendered[] => {
  const ordered = element.tag === 'ol'
  let number = Number.parseInt(element.attributes.start ?? '1', 10)
  if (!(number >= 0 && number < 1e8)) number = 1
  const lines: Line[] = []
  for (const item of itemsOf(element)) {
    const value = Number.parseInt(item.attributes.value ?? '', 10)
    if (value >= 0 && value < 1e8) number = value
    const rendered = itemLines(item, ordered ? `${number}. ` : '- ', around)
    if (rendered.length > 0) number += 1
    for (const line of rendered) lines.push(line)
  }
  return lines.length > 0 ? [{ lines, is: 'list' }] : []
}

/** The items of a list; what stands in a list without being an item joins the item before it. */
const itemsOf = (element: HtmlElement): HtmlElement[] => {
  const items: HtmlElement[] = []
  for (const child of element.children) {
    if (child.kind === 'element' && child.tag === 'li')
      items.push({ ...child, children: [...child.children] })
    else if (child.kind !== 'comment' && (child.kind === 'element' || child.text.trim() !== '')) {
      const last = items.at(-1)
      if (last) last.children.push(child)
      else
        items.push({
          kind: 'element',
          tag: 'li',
          attributes: {},
          line: child.line,
          children: [child],
        })
    }
  }
  return items
}

const itemLines = (item: HtmlElement, marker: string, around: Around): Line[] => {
  const blocks = renderBlocks(item.children, {
    ...around,
    path: [...around.path, item],
    lists: around.lists + 1,
  })
  return setIn(blocks, marker, around.lists)
}

/** Sets blocks behind a marker; lists far inside lists stay at the last depth that is told apart. */
const setIn = (blocks: readonly Rendered[], marker: string, depth: number): Line[] => {
  const lines = tight(blocks)
  const indent = depth < limits.listDepth ? ' '.repeat(marker.length) : ''
  return lines.map(({ text, line }, position) => {
    if (position === 0) return { text: marker + text, line }
    return { text: text === '' ? '' : indent + text, line }
  })
}

/** A list right under an item's text needs no blank line, unless Markdown would read it as more of that text. */
const tight = (blocks: readonly Rendered[]): Line[] =>
  separated(blocks).flatMap(({ lines, is }, position) => {
    const above = blocks[position - 1]
    const last = above?.lines.at(-1)
    if (!above || !last) return [...lines]
    const close =
      is === 'list' && above.is === 'paragraph' && /^(?:- |1\. )\S/.test(lines[0]?.text ?? '')
    return close ? [...lines] : [{ text: '', line: last.line }, ...lines]
  })

/** A definition list as items: the term in bold, then what is said of it. */
const definitions = (element: HtmlElement, around: Around): Rendered[] => {
  const lines: Line[] = []
  let terms: HtmlElement[] = []
  const entries = element.children.flatMap((child): HtmlElement[] => {
    if (child.kind !== 'element') return []
    return child.tag === 'div'
      ? child.children.filter((inner) => inner.kind === 'element')
      : [child]
  })
  for (const entry of entries) {
    if (entry.tag === 'dt') {
      terms.push(entry)
      continue
    }
    lines.push(...definition(terms, entry, around))
    terms = []
  }
  if (terms.length > 0) lines.push(...definition(terms, null, around))
  return lines.length > 0 ? [{ lines, is: 'list' }] : []
}

const definition = (
  terms: readonly HtmlElement[],
  said: HtmlElement | null,
  around: Around,
): Line[] => {
  const path = { ...around, lists: around.lists + 1 }
  const names = terms.flatMap((term) => {
    const inline: HtmlNode[] = term.children.flatMap(unwrapped)
    const code = elementsIn(term).some(({ tag }) => tag === 'code')
    const held: HtmlNode[] = code ? inline : [{ ...term, tag: 'strong', children: inline }]
    return linesOf(piecesOf(held), { single: true })
  })
  const [first, ...rest] = said ? renderBlocks(said.children, path) : []
  const line = names[0]?.line ?? first?.lines[0]?.line ?? 1
  const name = names.map(({ text }) => text).join(', ')
  if (name === '') return first ? setIn([first, ...rest], '- ', around.lists) : []
  if (first?.is !== 'paragraph')
    return setIn(
      [paragraph([{ text: name, line }]), ...(first ? [first] : []), ...rest],
      '- ',
      around.lists,
    )
  const [opening, ...more] = first.lines
  const sameLine = opening && opening.line === line
  const lead: Line[] = sameLine
    ? [{ text: `${name}: ${opening.text}`, line }, ...more]
    : [{ text: `${name}:`, line }, ...first.lines]
  return setIn([paragraph(lead), ...rest], '- ', around.lists)
}

const table = (element: HtmlElement, around: Around): Rendered[] => {
  const captions = element.children.filter(
    (child) => child.kind === 'element' && child.tag === 'caption',
  )
  if (isLayout(element)) return renderBlocks(layoutContents(element), around)
  return [...renderBlocks(captions, around), ...other(tableLines(element))]
}
