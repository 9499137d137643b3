import type { Flag } from '../domain/page.ts'
import { admonitionOf } from './html-admonition.ts'
import { isHidden, isTucked } from './html-hidden.ts'
import { classesOf, elementsIn, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'
import { commentSpeaks, excerptOf } from './injection.ts'

/** The content of a page, what was hidden in it, and whether the page marks its content as such. */
export interface MainContent {
  readonly root: HtmlElement
  readonly flags: readonly Flag[]
}

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
  className('tc-tiddler-body'),
  id('main-content'),
  className('wiki-content'),
  className('markdown-body'),
  className('theme-doc-markdown'),
  attribute('itemprop', 'articleBody'),
  className('md-content__inner'),
  tagName('main'),
  attribute('role', 'main'),
  tagName('article'),
  id('content'),
  id('main'),
]

/** The element that holds a page's content, cleaned of navigation and of what no reader sees. */
export const mainContent = (page: HtmlElement): MainContent => {
  const elements = elementsIn(page)
  const body = elements.find(tagName('body')) ?? page
  const found = containerIn(elements)
  const flags: Flag[] = []
  const root = found ?? body
  return { root: cleaned(root, found !== null, flags), flags }
}

const containerIn = (elements: readonly HtmlElement[]): HtmlElement | null => {
  for (const matches of containers) {
    const [first, ...others] = elements.filter(
      (element) => matches(element) && textOf(element).trim() !== '',
    )
    const nested = first ? new Set(elementsIn(first)) : new Set()
    if (first && others.every((other) => nested.has(other))) return first
  }
  return null
}

const neverContent = new Set([
  'script',
  'style',
  'template',
  'nav',
  'iframe',
  'object',
  'svg',
  'canvas',
  'button',
  'select',
  'textarea',
  'noscript',
  'link',
  'meta',
  'title',
  'head',
  'dialog',
  'audio',
  'video',
  'map',
])
const boilerplate =
  /^(?:breadcrumbs?|breadcrumb-section|toc|toc-macro|table-of-contents|tableofcontents|page-metadata|mw-editsection|mw-jump-link|navbox|catlinks|printfooter|navigation-not-searchable|headerlink|header-anchor|hash-link|anchorjs-link|edit-link|edit-this-page|theme-edit-this-page|pagination|pagination-nav|page-labels|likes-and-labels-container|secedit|editbutton_section|dw__toc|skip-link|skip-to-content|linenos|lineno|linenodiv|rouge-gutter|gutter|line-numbers-rows|sr-only|visually-hidden|screen-reader-text|mw-empty-elt|noprint|footer-nav|prev-next|pageid|docinfo|tc-sidebar-scrollable|tc-tiddler-title|tc-subtitle|tc-tags-wrapper)$/
const chrome =
  /^(?:sidebar|side-bar|navigation|navbar|nav|menu|footer|header|site-header|site-footer|comments?|related|cookie-banner|search|feedback)$/
const tucked = new Set(['tabpanel', 'region'])

const isBoilerplate = (element: HtmlElement, marked: boolean): boolean => {
  if (neverContent.has(element.tag)) return true
  const role = element.attributes.role ?? ''
  if (role === 'navigation' || role === 'search') return true
  const names = [element.attributes.id ?? '', ...classesOf(element)].map((name) =>
    name.toLowerCase(),
  )
  if (names.some((name) => boilerplate.test(name))) return true
  if (element.tag === 'aside') return admonitionOf(element) === null
  if (marked) return element.tag === 'footer' && !holdsContent(element)
  if (/^(?:header|footer)$/.test(element.tag)) return !holdsContent(element)
  return role === 'banner' || role === 'contentinfo' || names.some((name) => chrome.test(name))
}

/** A page that wraps its only heading or its commands in a header must not lose them. */
const holdsContent = (element: HtmlElement): boolean =>
  elementsIn(element).some(({ tag }) => /^(?:h[1-6]|pre|table)$/.test(tag))

const cleaned = (element: HtmlElement, marked: boolean, flags: Flag[]): HtmlElement => ({
  ...element,
  children: element.children.flatMap((child) => cleanedNode(child, marked, flags)),
})

const cleanedNode = (node: HtmlNode, marked: boolean, flags: Flag[]): HtmlNode[] => {
  if (node.kind === 'text') return [node]
  if (node.kind === 'comment') {
    if (commentSpeaks(node.text.slice(0, 5_000))) hide(node, node.text, flags)
    return []
  }
  if (isBoilerplate(node, marked)) return []
  if (isHidden(node) && !isTucked(node) && !tucked.has(node.attributes.role ?? '')) {
    const text = textOf(node)
    if (text.trim() !== '') hide(node, text, flags)
    return []
  }
  return [cleaned(node, marked, flags)]
}

const hide = (node: HtmlNode, text: string, flags: Flag[]): void => {
  if (flags.length < 50)
    flags.push({ kind: 'hidden-text', line: node.line, excerpt: excerptOf(text) })
}
