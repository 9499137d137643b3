import { elementsIn, type HtmlElement, type HtmlNode, type HtmlText, textOf } from './html-tree.ts'

/** An element in the place of another. */
export const element = (
  { line }: HtmlElement,
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: HtmlNode[],
): HtmlElement => ({ kind: 'element', tag, attributes, line, children })

/** Words in the place of an element. */
export const textNode = ({ line }: HtmlElement, text: string): HtmlText => ({
  kind: 'text',
  text,
  line,
})

/** A list in the place of an element. */
export const listOf = (node: HtmlElement, items: HtmlElement[]): HtmlElement =>
  element(node, 'ul', {}, items)

/** The children of an element that have a tag. */
export const within = (node: HtmlElement, tag: string): HtmlElement[] =>
  node.children.filter((child) => child.kind === 'element').filter((child) => child.tag === tag)

/** A macro's parameters by name. */
export const parameters = (macro: HtmlElement): ReadonlyMap<string, string> =>
  new Map(
    within(macro, 'ac:parameter').map((part) => [
      part.attributes['ac:name'] ?? '',
      textOf(part).trim() || resourceIn(part),
    ]),
  )

const resourceIn = (part: HtmlElement): string =>
  elementsIn(part)
    .map(({ attributes }) => attributes['ri:content-title'] ?? attributes['ri:filename'] ?? '')
    .find((name) => name !== '') ?? ''

/** What stands in a macro. */
export const bodyOf = (macro: HtmlElement): HtmlNode[] =>
  within(macro, 'ac:rich-text-body').flatMap(({ children }) => children)
