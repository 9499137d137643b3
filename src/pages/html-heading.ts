import { isBlock, unwrapped } from './html-block-tags.ts'
import { piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import type { Around, Rendered } from './html-rendered.ts'
import { elementsIn, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** A heading on one line, with the anchor that the document gives it. */
export const heading = (element: HtmlElement, around: Around): Rendered[] => {
  const children = element.children.flatMap(withoutSelfLinks)
  const blocks = children.some((child) => child.kind === 'element' && isBlock(child))
  const held = piecesOf(blocks ? children.flatMap(unwrapped) : children)
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

/** A heading that leads to itself or back to the contents says nothing by it. */
const withoutSelfLinks = (node: HtmlNode): HtmlNode[] => {
  if (node.kind !== 'element') return [node]
  const children = node.children.flatMap(withoutSelfLinks)
  const leadsHome = node.tag === 'a' && node.attributes.href?.startsWith('#') === true
  return leadsHome && textOf(node).trim().length > 1 ? children : [{ ...node, children }]
}

const anchorInside = (element: HtmlElement): string | undefined => {
  for (const { tag, attributes } of elementsIn(element))
    if ((tag === 'span' || tag === 'a') && (attributes.id ?? attributes.name))
      return attributes.id ?? attributes.name
  return undefined
}

const firstHeading = (wrapper: HtmlElement): HtmlElement | undefined => {
  for (const child of wrapper.children) {
    if (child.kind !== 'element') continue
    const found = /^h[1-6]$/.test(child.tag) ? child : firstHeading(child)
    if (found) return found
  }
  return undefined
}
