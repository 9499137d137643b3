import { isBlock, unwrapped } from './html-block-tags.ts'
import { piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import type { Around, Rendered } from './html-rendered.ts'
import { elementsIn, type HtmlElement } from './html-tree.ts'

/** A heading on one line, with the anchor that the document gives it. */
export const heading = (element: HtmlElement, around: Around): Rendered[] => {
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

const anchorInside = (element: HtmlElement): string | undefined => {
  for (const { tag, attributes } of elementsIn(element))
    if ((tag === 'span' || tag === 'a') && (attributes.id ?? attributes.name))
      return attributes.id ?? attributes.name
  return undefined
}

const firstHeading = (wrapper: HtmlElement): HtmlElement | undefined =>
  elementsIn(wrapper).find(({ tag }) => /^h[1-6]$/.test(tag))
