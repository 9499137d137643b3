import { admonitionOf } from './html-admonition.ts'
import { classesOf, elementsIn, type HtmlElement, textOf } from './html-tree.ts'

type Matches = (element: HtmlElement) => boolean

const id =
  (name: string): Matches =>
  (element) =>
    element.attributes.id === name
const className =
  (name: string): Matches =>
  (element) =>
    classesOf(element).includes(name)
const tagName =
  (name: string): Matches =>
  (element) =>
    element.tag === name
const attribute =
  (name: string, value: string): Matches =>
  (element) =>
    element.attributes[name] === value

/** Where wikis and documentation sites keep their content, the narrowest first. */
const containers: readonly Matches[] = [
  className('mw-parser-output'),
  id('mw-content-text'),
  id('dokuwiki__content'),
  attribute('component', 'page-display'),
  id('main-content'),
  id('wiki-body'),
  className('wiki-content'),
  className('wiki-content-main'),
  className('markdown-body'),
  className('js-wiki-page-content'),
  className('tc-tiddler-body'),
  className('theme-doc-markdown'),
  className('ProseMirror'),
  attribute('slot', 'contents'),
  attribute('itemprop', 'articleBody'),
  className('md-content__inner'),
  attribute('data-automation-id', 'CanvasZone'),
  className('page-body'),
  tagName('main'),
  attribute('role', 'main'),
  tagName('article'),
  id('content'),
  id('main'),
]

/** The element that holds a page's content; null where the page marks none. */
export const containerIn = (elements: readonly HtmlElement[]): HtmlElement | null => {
  for (const matches of containers) {
    const [first, ...others] = elements.filter(
      (element) => matches(element) && textOf(element).trim() !== '',
    )
    const nested = first ? new Set(elementsIn(first)) : new Set()
    if (first && others.every((other) => nested.has(other)))
      return first.tag === 'article' ? withTitle(first, elements) : first
  }
  return null
}

/** An article that leaves the page's own heading outside is only a part of what the element around both holds. */
const withTitle = (article: HtmlElement, elements: readonly HtmlElement[]): HtmlElement => {
  const holds = (element: HtmlElement): boolean => elementsIn(element).some(tagName('h1'))
  if (holds(article)) return article
  const around = elements.find(
    (element) =>
      (id('main')(element) || id('content')(element)) &&
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
