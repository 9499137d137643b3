import { admonitionOf } from './html-admonition.ts'
import { classesOf, elementsIn, type HtmlElement, hasText, textOf } from './html-tree.ts'

/** Where wikis and documentation sites keep their content, the narrowest first, as the page names it. */
const containers = [
  '.mw-parser-output',
  '#mw-content-text',
  '#dokuwiki__content',
  'component=page-display',
  '#main-content',
  '#wiki-body',
  '.wiki-content',
  '.wiki-content-main',
  '.markdown-body',
  '.js-wiki-page-content',
  '.tc-tiddler-body',
  '.theme-doc-markdown',
  '.ProseMirror',
  'slot=contents',
  'itemprop=articleBody',
  '.md-content__inner',
  'data-automation-id=CanvasZone',
  '.page-body',
  'main',
  'role=main',
  'article',
  '#content',
  '#main',
] as const
const wanted: ReadonlySet<string> = new Set(containers)
const told = ['component', 'slot', 'itemprop', 'data-automation-id', 'role'] as const

/** All names of a container that an element bears, once each. */
const namesOf = (element: HtmlElement): ReadonlySet<string> => {
  const { tag, attributes } = element
  const names = new Set<string>()
  const add = (name: string): void => {
    if (wanted.has(name)) names.add(name)
  }
  add(tag)
  if (attributes.id !== undefined) add(`#${attributes.id}`)
  for (const name of classesOf(element)) add(`.${name}`)
  for (const name of told) if (attributes[name] !== undefined) add(`${name}=${attributes[name]}`)
  return names
}

/** The elements that bear a name of a container, by that name. */
const namedIn = (elements: readonly HtmlElement[]): ReadonlyMap<string, readonly HtmlElement[]> => {
  const named = new Map<string, HtmlElement[]>()
  for (const element of elements)
    for (const name of namesOf(element)) {
      const before = named.get(name)
      if (before) before.push(element)
      else named.set(name, [element])
    }
  return named
}

/** The element that holds a page's content; null where the page marks none. */
export const containerIn = (elements: readonly HtmlElement[]): HtmlElement | null => {
  const named = namedIn(elements)
  for (const name of containers) {
    const [first, ...others] = (named.get(name) ?? []).filter(hasText)
    if (first === undefined) continue
    const nested = new Set(others.length > 0 ? elementsIn(first) : [])
    if (others.every((other) => nested.has(other)))
      return first.tag === 'article' ? withTitle(first, elements) : first
  }
  return null
}

/** An article that leaves the page's own heading outside is only a part of what the element around both holds. */
const withTitle = (article: HtmlElement, elements: readonly HtmlElement[]): HtmlElement => {
  const holds = (element: HtmlElement): boolean =>
    elementsIn(element).some(({ tag }) => tag === 'h1')
  if (holds(article)) return article
  const around = elements.find(
    (element) =>
      (element.attributes.id === 'main' || element.attributes.id === 'content') &&
      holds(element) &&
      elementsIn(element).includes(article),
  )
  return around ?? article
}

const takesBack =
  /\b(?:deprecated|outdated|out of date|obsolete|superseded|unmaintained|no longer (?:actively )?(?:maintained|supported|updated)|archived|(?:older|old|unreleased) version)\b/i
const ofThis =
  /\b(?:this|these) (?:page|pages|documentation|docs|document|article|guide|version|release|is (?:the )?documentation)\b|\byou(?:'|’)?(?:re| are) (?:viewing|reading|looking at)\b/i
const furniture = new Set(['nav', 'footer', 'template', 'dialog'])

/** Notices that stand outside the content and take the whole page back: a banner over the page of an old release. */
export const noticesOutside = (page: HtmlElement, content: HtmlElement): HtmlElement[] => {
  const found: HtmlElement[] = []
  const visit = (element: HtmlElement): void => {
    if (element === content || furniture.has(element.tag)) return
    if (admonitionOf(element) && !elementsIn(element).includes(content)) {
      const text = textOf(element)
      if (text.length < 1_000 && takesBack.test(text) && ofThis.test(text)) found.push(element)
      return
    }
    for (const child of element.children) if (child.kind === 'element') visit(child)
  }
  visit(page)
  return found.slice(0, 5)
}
