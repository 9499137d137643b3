import type { HtmlElement, HtmlNode } from './html-tree.ts'

const blockTags = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu ol p pre search section summary table tbody td tfoot th
  thead tr ul xmp`.split(/\s+/),
)

const known = new WeakMap<HtmlElement, boolean>()

/** Whether an element stands on lines of its own; an inline element with blocks inside (a link around a card) does. */
export const isBlock = (element: HtmlElement): boolean => {
  if (blockTags.has(element.tag)) return true
  if (element.children.every(({ kind }) => kind !== 'element')) return false
  const before = known.get(element)
  if (before !== undefined) return before
  const block = element.children.some((child) => child.kind === 'element' && isBlock(child))
  known.set(element, block)
  return block
}

/** The inline content of blocks that stand where only inline content can. */
export const unwrapped = (node: HtmlNode): HtmlNode[] =>
  node.kind === 'element' && isBlock(node)
    ? [
        { kind: 'text', text: ' ', line: node.line },
        ...node.children.flatMap(unwrapped),
        { kind: 'text', text: ' ', line: node.line },
      ]
    : [node]
