import { type Cheerio, type CheerioAPI, load } from 'cheerio/slim'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

/** What a parser made of one node, whichever parser it was. */
export interface Parsed {
  readonly is: 'text' | 'comment' | 'element' | 'wrapping' | 'nothing'
  /** Where it starts in the document; null where the parser made it up. */
  readonly start: number | null
  readonly text: string
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Of an element, or of what only stands around others: a CDATA section, a template's content. */
  children(): readonly Parsed[]
}

const childless = (): readonly Parsed[] => []
const none: Readonly<Record<string, string>> = {}
const nothing: Parsed = {
  is: 'nothing',
  start: null,
  text: '',
  tag: '',
  attributes: none,
  children: childless,
}

const leaf = (is: 'text' | 'comment', start: number | null, text: string): Parsed => ({
  is,
  start,
  text,
  tag: '',
  attributes: none,
  children: childless,
})

// Where nodes end nobody asks, and keeping it takes a fifth of the time.
const adapter = { ...defaultTreeAdapter, updateNodeSourceCodeLocation: () => undefined }

/** Parses HTML as a browser does. */
export const parsedExactly = (html: string): readonly Parsed[] =>
  parse(html, { sourceCodeLocationInfo: true, treeAdapter: adapter }).childNodes.map(exact)

const exact = (node: DefaultTreeAdapterTypes.ChildNode): Parsed => {
  const start = startOf(node)
  if ('value' in node) return leaf('text', start, node.value)
  if ('data' in node) return leaf('comment', start, node.data)
  if (!('tagName' in node)) return nothing
  const attributes: Record<string, string> = Object.create(null)
  for (const { name, value } of node.attrs) attributes[name] = value
  const tag = node.tagName.toLowerCase()
  const children = 'content' in node ? () => [contentOf(node)] : () => childrenOf(node)
  return { is: 'element', start, text: '', tag, attributes, children }
}

const contentOf = ({ content }: DefaultTreeAdapterTypes.Template): Parsed => ({
  ...nothing,
  is: 'wrapping',
  children: () => childrenOf(content),
})

const childrenOf = ({ childNodes }: DefaultTreeAdapterTypes.ParentNode): readonly Parsed[] =>
  childNodes.map(exact)

/** What the parser made up stands where the element around it does. */
const startOf = (node: DefaultTreeAdapterTypes.ChildNode): number | null => {
  const own = node.sourceCodeLocation?.startOffset
  if (own !== undefined) return own
  const { parentNode } = node
  const around = parentNode !== null && 'sourceCodeLocation' in parentNode ? parentNode : null
  return around?.sourceCodeLocation?.startOffset ?? null
}

type NodeOf<T> = T extends Cheerio<infer N> ? N : never
type SimpleNode = NodeOf<ReturnType<ReturnType<CheerioAPI['root']>['contents']>>

/** Parses XHTML, or HTML with no thought for what closes what. */
export const parsedSimply = (html: string, isXhtml: boolean): readonly Parsed[] => {
  const places = { xmlMode: false, withStartIndices: true, withEndIndices: true }
  const xhtml = { ...places, recognizeCDATA: true, recognizeSelfClosing: true }
  const api = load(html, { xml: isXhtml ? xhtml : places })
  return api.root().contents().toArray().map(simple)
}

const simple = (node: SimpleNode): Parsed => {
  // The text of a CDATA section has no place of its own.
  const start = node.startIndex ?? node.parent?.startIndex ?? null
  if (!('children' in node)) {
    if (!('data' in node) || (node.nodeType !== 3 && node.nodeType !== 8)) return nothing
    return leaf(node.nodeType === 3 ? 'text' : 'comment', start, node.data)
  }
  const children = () => node.children.map(simple)
  if (!('attribs' in node)) return { ...nothing, is: 'wrapping', children }
  const { name, attribs: attributes } = node
  return { is: 'element', start, text: '', tag: name.toLowerCase(), attributes, children }
}
