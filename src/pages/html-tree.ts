import { indexLines, type LineIndex } from '../syntax/line-index.ts'
import { type Parsed, parsedExactly, parsedSimply } from './html-parsers.ts'
import { limits } from './limits.ts'

/** A run of text with the line on which it starts. */
export interface HtmlText {
  readonly kind: 'text'
  readonly text: string
  readonly line: number
}

/** A comment, which no reader sees. */
export interface HtmlComment {
  readonly kind: 'comment'
  readonly text: string
  readonly line: number
}

/** An element with what stands in it. */
export interface HtmlElement {
  readonly kind: 'element'
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly children: HtmlNode[]
}

export type HtmlNode = HtmlText | HtmlComment | HtmlElement

/** A parsed page of bounded depth, so that everything after may walk it by recursion. */
export interface HtmlTree {
  readonly root: HtmlElement
  readonly problems: readonly string[]
}

/** Parses HTML as a browser does, and more simply where a browser's way would take too long. */
export const parseHtml = (source: string): HtmlTree => {
  // To HTML a lone carriage return is a line break, to editors and git it is none.
  const html = source.replace(/\r(?!\n)/g, ' ')
  const index = indexLines(html)
  const storage = isStorage(html)
  const exact = !storage && !tangled(html)
  const root: HtmlElement = { kind: 'element', tag: 'html', attributes: {}, line: 1, children: [] }
  const nodes = exact ? parsedExactly(html) : parsedSimply(html, storage)
  const deep = copyTree(nodes, root, html, index)
  return {
    root,
    problems: deep
      ? [
          `the page nests deeper than ${limits.htmlDepth} elements; what lies deeper was read without its layout`,
        ]
      : [],
  }
}

/** Whether a document is in Confluence's storage format: XHTML with macros and links in namespaces of its own. */
const isStorage = (html: string): boolean => /<(?:ac|ri):[a-z]/.test(html)

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)/g
const formatting = new Set([
  'a',
  'b',
  'big',
  'code',
  'em',
  'font',
  'i',
  'nobr',
  's',
  'small',
  'strike',
  'strong',
  'tt',
  'u',
])
const unclosed = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
  'p',
  'li',
  'dt',
  'dd',
  'td',
  'th',
  'tr',
  'thead',
  'tbody',
  'tfoot',
  'option',
  'html',
  'head',
  'body',
])

/** Whether the exact parser would need more than linear time: very deep, or formatting opened and never closed. */
const tangled = (html: string): boolean => {
  let depth = 0
  let open = 0
  for (const [, slash, name = ''] of html.matchAll(tag)) {
    const lower = name.toLowerCase()
    const step = slash ? -1 : 1
    if (formatting.has(lower)) open = Math.max(0, open + step)
    else if (!unclosed.has(lower)) depth = Math.max(0, depth + step)
    if (depth > limits.htmlParserDepth || open > limits.htmlOpenFormatting) return true
  }
  return false
}

interface Visit {
  readonly node: Parsed
  readonly into: HtmlElement
  readonly depth: number
}

/** Copies the parsed nodes; below the depth limit only what carries meaning by itself keeps its element. */
const copyTree = (
  nodes: readonly Parsed[],
  root: HtmlElement,
  html: string,
  index: LineIndex,
): boolean => {
  let deep = false
  const visits: Visit[] = nodes.toReversed().map((node) => ({ node, into: root, depth: 0 }))
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { node, into, depth } = visit
    const { is, text, tag, attributes, start } = node
    if (is === 'nothing') continue
    // A text's line is that of its first character, also where the parser dropped a line break after `<pre>`.
    const line = start === null ? 1 : index.lineAt(Math.min(start, html.length)) + 1
    if (is === 'text' || is === 'comment') {
      into.children.push({ kind: is, text, line })
      continue
    }
    const keeps = is === 'element' && (depth < limits.htmlDepth || keptDeep(tag, depth))
    const element: HtmlElement | null = keeps
      ? { kind: 'element', tag, attributes, line, children: [] }
      : null
    if (element) into.children.push(element)
    else if (is === 'element') {
      deep = true
      into.children.push({ kind: 'element', tag: 'br', attributes: {}, line, children: [] })
    }
    const children = node.children()
    for (let position = children.length - 1; position >= 0; position -= 1) {
      const child = children[position]
      if (child) visits.push({ node: child, into: element ?? into, depth: depth + 1 })
    }
  }
  return deep
}

const keptDeep = (name: string, depth: number): boolean =>
  depth < limits.htmlDepth + 20 && /^(?:pre|code|h[1-6]|p|script|style)$/i.test(name)

/** All text below a node. */
export const textOf = (node: HtmlNode): string => {
  if (node.kind === 'text') return node.text
  let text = ''
  if (node.kind === 'element') for (const child of node.children) text += textOf(child)
  return text
}

/** Whether there is more than white space below a node. */
export const hasText = (node: HtmlNode): boolean => {
  if (node.kind === 'element') return node.children.some(hasText)
  return node.kind === 'text' && /\S/.test(node.text)
}

/** Whether an element is such a one, or holds one. */
export const holds = (element: HtmlElement, isOne: (inner: HtmlElement) => boolean): boolean =>
  isOne(element) ||
  element.children.some((child) => child.kind === 'element' && holds(child, isOne))

/** The elements below one, itself first, in the order they stand. */
export const elementsIn = (element: HtmlElement): HtmlElement[] => {
  const found: HtmlElement[] = []
  const open: HtmlElement[] = [element]
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next)
    for (let position = next.children.length - 1; position >= 0; position -= 1) {
      const child = next.children[position]
      if (child?.kind === 'element') open.push(child)
    }
  }
  return found
}

const none: readonly string[] = []
const known = new Map<string, readonly string[]>()
/** A page has few different ones, and each is asked for dozens of times. */
const mostKnown = 1_000
const longestKnown = 200

/** The words of an element's `class`. */
export const classesOf = ({ attributes }: HtmlElement): readonly string[] => {
  const written = attributes.class
  if (written === undefined || written === '') return none
  const before = known.get(written)
  if (before !== undefined) return before
  const words = written.split(/\s+/).filter((word) => word !== '')
  if (known.size >= mostKnown) known.clear()
  if (written.length <= longestKnown) known.set(written, words)
  return words
}
