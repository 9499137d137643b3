import { admonitionNamed } from './admonitions.ts'
import { classesOf, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** Class names that wrap an admonition's own name: `alert--warning`, `confluence-information-macro-note`. */
const wrapped =
  /^(?:confluence-information-macro|mw-message-box|markdown-alert|theme-admonition|alert|attention|admonition|callout|wrap|hint|message|notification|is|panel|box)[-_]{1,2}([a-z]+)$/
const boxes =
  /^(?:admonition|admonitionblock|alert|callout|confluence-information-macro|markdown-alert|theme-admonition|plugin_note|hint|notice|ambox|ombox|tmbox|mw-message-box|infobox-note|message-box|note-box)$/
const dokuwiki = /^note(classic|important|warning|tip)?$/
const data = ['data-panel-type', 'data-callout-type', 'data-callout', 'data-admonition'] as const

/** The name of the admonition that an element is, or null. */
export const admonitionOf = (element: HtmlElement): string | null => {
  const { tag, attributes } = element
  if (!/^(?:div|section|aside|p|blockquote|table|details|figure)$/.test(tag)) return null
  const classes = classesOf(element).map((name) => name.toLowerCase())
  const plain = firstNamed(classes)
  // Generators dress every folded part as a box; it is one only where the author named it so.
  if (tag === 'details') return plain
  const named =
    firstNamed(data.map((name) => attributes[name] ?? '')) ??
    firstNamed(classes.map(aliasOf)) ??
    firstNamed(classes.map((name) => wrapped.exec(name)?.[1] ?? ''))
  if (named) return named
  const boxed = classes.some((name) => boxes.test(name)) || attributes['data-type'] === 'callout'
  if (plain && (tag !== 'p' || classes.length === 1 || boxed)) return plain
  if (boxed) return 'note'
  if (classes.includes('panel')) return panelOf(element)
  if (attributes.role === 'note')
    return classes.some((name) => /^footnote/.test(name)) ? null : 'note'
  return attributes.role === 'alert' ? 'warning' : null
}

const firstNamed = (words: readonly string[]): string | null =>
  words.map(admonitionNamed).find((name) => name !== null) ?? null

/** Confluence draws code in panels, too; one that holds words may say in its head what it is. */
const panelOf = ({ children }: HtmlElement): string | null => {
  const part = (name: string): HtmlNode | undefined =>
    children.find((child) => child.kind === 'element' && classesOf(child).includes(name))
  const content = part('panelContent')
  if (content?.kind !== 'element' || classesOf(content).includes('codeContent')) return null
  if (classesOf(content).includes('preformattedContent')) return null
  const head = part('panelHeader')
  return admonitionNamed(head ? textOf(head).trim() : '') ?? 'note'
}

const takesBack =
  /^(?:deprecat(?:ed|ion)|outdated|obsolete|superseded)[-_](?:block|notice|banner|warning|note|box|message)$/

const aliasOf = (name: string): string => {
  const kind = dokuwiki.exec(name)?.[1]
  if (kind === 'classic') return 'note'
  if (takesBack.test(name)) return 'deprecated'
  return kind ?? (name === 'ambox-content' ? 'warning' : '')
}

const titles =
  /^(?:admonition-title|markdown-alert-title|admonition-heading|alert-title|alert-heading|custom-block-title|title|admonitionheading.*)$/i

/** Whether an element is the line that only repeats an admonition's name. */
export const isAdmonitionTitle = (element: HtmlElement, name: string): boolean =>
  (element.tag === 'summary' || classesOf(element).some((word) => titles.test(word))) &&
  textOf(element).trim().toLowerCase() === name

const lozenge =
  /^(?:status-macro|aui-lozenge|lozenge|badge|vpbadge|label|chip|tag|status)(?:[-_].*)?$/i

/** Whether a paragraph opens with a badge that takes it back: `DEPRECATED Use the new one.` */
export const opensRetired = (paragraph: HtmlElement): boolean => {
  let inside = paragraph
  for (let depth = 0; depth < 4; depth += 1) {
    const first = inside.children.find(isShown)
    if (first?.kind !== 'element') return false
    if (classesOf(first).some((name) => lozenge.test(name)))
      return /^(?:deprecated|outdated|obsolete|superseded)$/i.test(textOf(first).trim())
    inside = first
  }
  return false
}

const isShown = (node: HtmlNode): boolean =>
  node.kind === 'element' || (node.kind === 'text' && node.text.trim() !== '')
