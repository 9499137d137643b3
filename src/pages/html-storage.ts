import { admonitionNamed } from './admonitions.ts'
import { bodyOf, element, listOf, parameters, textNode, within } from './html-storage-parts.ts'
import { elementsIn, type HtmlElement, type HtmlNode, holds, textOf } from './html-tree.ts'

/**
 * Reads Confluence's storage format (XHTML with `ac:` macros and `ri:` resources) as the HTML that its viewers would see.
 * Form of the elements: Atlassian, "Confluence Storage Format".
 */
export const withoutStorage = (root: HtmlElement): HtmlElement =>
  holds(root, ({ tag }) => tag.startsWith('ac:') || tag.startsWith('ri:'))
    ? { ...root, children: root.children.flatMap(plain) }
    : root

const plain = (node: HtmlNode): HtmlNode[] => {
  if (node.kind !== 'element') return [node]
  const { tag } = node
  if (tag === 'ac:structured-macro' || tag === 'ac:macro') return macro(node)
  const read = readers[tag]
  if (read) return read(node)
  if (tag === 'time' && textOf(node).trim() === '')
    return [textNode(node, node.attributes.datetime ?? '')]
  return [{ ...node, children: node.children.flatMap(plain) }]
}

const inside = (node: HtmlElement): HtmlNode[] => node.children.flatMap(plain)
const nothing = (): HtmlNode[] => []

const readers: Readonly<Record<string, (node: HtmlElement) => HtmlNode[]>> = {
  'ac:layout': inside,
  'ac:layout-section': (node) => [element(node, 'div', {}, inside(node))],
  'ac:layout-cell': (node) => [element(node, 'div', {}, inside(node))],
  'ac:rich-text-body': inside,
  'ac:inline-comment-marker': inside,
  'ac:link': (node) => link(node),
  'ac:image': (node) => [
    element(node, 'img', { alt: node.attributes['ac:alt'] ?? '' }, []),
    ...within(node, 'ac:caption').flatMap(inside),
  ],
  'ac:emoticon': (node) => [textNode(node, emoticon(node))],
  'ac:task-list': (node) => [listOf(node, within(node, 'ac:task').map(task))],
  'ac:adf-extension': (node) => within(node, 'ac:adf-node').flatMap(adf),
  'ac:placeholder': nothing,
  'ac:parameter': nothing,
  'ac:default-parameter': nothing,
}

/** What a picture of a face or a tick stands for: the character, else its name as in `(tick)`. */
const emoticon = ({ attributes }: HtmlElement): string => {
  const fallback = attributes['ac:emoji-fallback'] ?? ''
  return fallback === '' || fallback.startsWith(':') ? `(${attributes['ac:name'] ?? ''})` : fallback
}

const task = (node: HtmlElement): HtmlElement => {
  const done = within(node, 'ac:task-status').some((part) => textOf(part).trim() === 'complete')
  const box = element(node, 'input', { type: 'checkbox', ...(done ? { checked: '' } : {}) }, [])
  return element(node, 'li', {}, [box, ...within(node, 'ac:task-body').flatMap(inside)])
}

/** A link's words: its body, else the title of what it leads to, which is all that storage knows of it. */
const link = (node: HtmlElement): HtmlNode[] => {
  const bodies = [...within(node, 'ac:link-body'), ...within(node, 'ac:plain-text-link-body')]
  const words = bodies.flatMap(inside)
  if (words.some((word) => textOf(word).trim() !== '')) return words
  for (const { attributes } of elementsIn(node)) {
    const title =
      attributes['ri:content-title'] ?? attributes['ri:filename'] ?? attributes['ri:space-key']
    if (title) return [textNode(node, title)]
  }
  return [textNode(node, node.attributes['ac:anchor'] ?? '')]
}

const code = /^(?:code|noformat|html|markdown|mermaid.*|plantuml.*|sql|graphviz)$/
const silent =
  /^(?:toc|children|pagetree.*|attachments|recently-updated.*|contentbylabel|livesearch|change-history|contributors.*|blog-posts|labels-list|related-labels|gallery|space-.*|create-from-template|pageindex|listlabels|navmap|profile.*|anchor|include|excerpt-include|details?summary|tasks-report-macro|roadmap|chart|drawio|gliffy|widget|viewxls|viewdoc|viewpdf|viewppt|iframe|style)$/
const boxes: Readonly<Record<string, string>> = {
  info: 'info',
  note: 'note',
  warning: 'warning',
  tip: 'tip',
  panel: 'note',
}

const macro = (node: HtmlElement): HtmlNode[] => {
  const name = (node.attributes['ac:name'] ?? '').toLowerCase()
  const given = parameters(node)
  const title = given.get('title') ?? ''
  const box = Object.hasOwn(boxes, name) ? boxes[name] : undefined
  if (name === 'status') return status(node, title)
  if (name === 'jira') return [textNode(node, given.get('key') ?? '')]
  if (name === 'expand') {
    const summary = element(node, 'summary', {}, [textNode(node, title)])
    return [element(node, 'details', {}, [summary, ...bodyOf(node).flatMap(plain)])]
  }
  if (box) {
    const kind = name === 'panel' ? (admonitionNamed(title) ?? box) : box
    return [element(node, 'div', { class: `admonition ${kind}` }, titled(node, title))]
  }
  const raw = within(node, 'ac:plain-text-body')
  if (code.test(name) || (raw.length > 0 && !silent.test(name))) {
    const language = given.get('language') ?? (name === 'code' || name === 'noformat' ? '' : name)
    const pre = element(node, 'pre', { class: language ? `language-${language}` : '' }, [
      ...raw.flatMap(({ children }) => children),
    ])
    return title === '' ? [pre] : [paragraph(node, title), pre]
  }
  return silent.test(name) ? [] : [element(node, 'div', {}, titled(node, title))]
}

/** A lozenge, as its viewers see it. */
const status = (node: HtmlElement, title: string): HtmlNode[] => [
  element(node, 'strong', { class: 'aui-lozenge' }, [textNode(node, title)]),
]

const titled = (node: HtmlElement, title: string): HtmlNode[] => [
  ...(title === '' ? [] : [paragraph(node, title)]),
  ...bodyOf(node).flatMap(plain),
]

const paragraph = (node: HtmlElement, words: string): HtmlElement =>
  element(node, 'p', { class: 'title' }, [textNode(node, words)])

/** Blocks of the newer editor that storage knows only as nodes: panels and decisions. */
const adf = (node: HtmlElement): HtmlNode[] => {
  const contents = within(node, 'ac:adf-content').flatMap(inside)
  const nodes = within(node, 'ac:adf-node')
  const type = node.attributes.type ?? ''
  if (type === 'panel') {
    const kind = within(node, 'ac:adf-attribute').find(
      ({ attributes }) => attributes.key === 'panel-type',
    )
    const name = admonitionNamed(kind ? textOf(kind).trim() : '') ?? 'note'
    return [element(node, 'div', { class: `admonition ${name}` }, contents)]
  }
  if (type === 'decision-list')
    return [
      listOf(
        node,
        nodes.map((item) => element(item, 'li', {}, adf(item))),
      ),
    ]
  return contents.length > 0 ? contents : nodes.flatMap(adf)
}
