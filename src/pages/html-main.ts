import type { Flag } from '../domain/page.ts'
import { admonitionOf } from './html-admonition.ts'
import { withoutGutters } from './html-code-box.ts'
import { containerIn, noticesOutside } from './html-containers.ts'
import { withGrids } from './html-grids.ts'
import { isHidden, isTucked } from './html-hidden.ts'
import { withTabs } from './html-tabs.ts'
import {
  classesOf,
  elementsIn,
  type HtmlElement,
  type HtmlNode,
  holds,
  textOf,
} from './html-tree.ts'
import { commentSpeaks, excerptOf } from './injection.ts'

/** The content of a page, what was hidden in it, and whether the page marks its content as such. */
export interface MainContent {
  readonly root: HtmlElement
  readonly flags: readonly Flag[]
}

/** The element that holds a page's content, cleaned of navigation and of what no reader sees. */
export const mainContent = (page: HtmlElement): MainContent => {
  const elements = elementsIn(page)
  const body = elements.find(({ tag }) => tag === 'body') ?? page
  const found = containerIn(elements)
  const flags: Flag[] = []
  const root = found ?? body
  const notices = found ? noticesOutside(body, found) : []
  const whole = { ...root, children: [...notices, ...root.children] }
  return { root: cleaned(withGrids(withTabs(whole)), found !== null, flags), flags }
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
const asks = /^(?:page-|article-)?(?:feedback|cookie-(?:banner|consent|notice)|was-this-helpful)$/
const tucked = new Set(['tabpanel', 'region'])

const isBoilerplate = (element: HtmlElement, marked: boolean): boolean => {
  if (neverContent.has(element.tag)) return true
  const role = element.attributes.role ?? ''
  if (role === 'navigation' || role === 'search') return true
  const names = namesOf(element)
  if (names.some((name) => boilerplate.test(name))) return true
  if (element.tag === 'aside') return isAside(element, names, marked)
  if (names.some((name) => asks.test(name))) return true
  if (marked) return element.tag === 'footer' && !holdsContent(element)
  if (/^(?:header|footer)$/.test(element.tag)) return !holdsContent(element)
  return role === 'banner' || role === 'contentinfo' || names.some((name) => chrome.test(name))
}

const noNames: readonly string[] = []

const namesOf = (element: HtmlElement): readonly string[] => {
  const { id, class: classes } = element.attributes
  if (id === undefined && classes === undefined) return noNames
  return [...idOf(element), ...classesOf(element)].map((name) => name.toLowerCase())
}

/** An `id` names a part of the page's frame only on a box: that of a section or a heading is made of its words ("Pagination"). */
const idOf = (element: HtmlElement): readonly string[] => {
  const isBox = /^(?:div|ul|ol|table|form|aside|header|footer)$/.test(element.tag)
  const isSection = classesOf(element).some((name) => /^(?:section|sect\d|level\d)$/.test(name))
  return isBox && !isSection ? [element.attributes.id ?? ''] : []
}

/** An aside in the content belongs to it (a note at the foot, a box) unless it is named as chrome or only leads elsewhere. */
const isAside = (element: HtmlElement, names: readonly string[], marked: boolean): boolean => {
  if (admonitionOf(element) !== null) return false
  if (!marked || names.some((name) => chrome.test(name))) return true
  const linked = elementsIn(element)
    .filter(({ tag }) => tag === 'a')
    .reduce((sum, link) => sum + textOf(link).trim().length, 0)
  return linked * 2 > textOf(element).trim().length
}

/** A page that wraps its only heading or its commands in a header must not lose them. */
const holdsContent = (element: HtmlElement): boolean =>
  holds(element, ({ tag }) => /^(?:h[1-6]|pre|table)$/.test(tag))

const cleaned = (element: HtmlElement, marked: boolean, flags: Flag[]): HtmlElement => {
  const children: HtmlNode[] = []
  for (const child of withoutGutters(element)) {
    const kept = cleanedNode(child, marked, flags)
    if (kept !== null) children.push(kept)
  }
  return { ...element, children }
}

const cleanedNode = (node: HtmlNode, marked: boolean, flags: Flag[]): HtmlNode | null => {
  if (node.kind === 'text') return node
  if (node.kind === 'comment') {
    if (commentSpeaks(node.text.slice(0, 5_000))) hide(node, node.text, flags)
    return null
  }
  if (isBoilerplate(node, marked)) return null
  if (isHidden(node) && !isTucked(node) && !tucked.has(node.attributes.role ?? '')) {
    const text = textOf(node)
    if (text.trim() !== '') hide(node, text, flags)
    return null
  }
  return cleaned(node, marked, flags)
}

const hide = (node: HtmlNode, text: string, flags: Flag[]): void => {
  if (flags.length < 50)
    flags.push({ kind: 'hidden-text', line: node.line, excerpt: excerptOf(text) })
}
