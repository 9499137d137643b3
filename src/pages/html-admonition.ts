import { admonitionNamed } from './admonitions.ts'
import { classesOf, type HtmlElement } from './html-tree.ts'

/** Class names that wrap an admonition's own name: `alert--warning`, `confluence-information-macro-note`. */
const wrapped =
  /^(?:confluence-information-macro|markdown-alert|theme-admonition|alert|admonition|callout|wrap|hint|message|notification|is|panel|box)[-_]{1,2}([a-z]+)$/
const boxes =
  /^(?:admonition|alert|callout|confluence-information-macro|markdown-alert|theme-admonition|plugin_note|hint|notice|ambox|infobox-note|message-box|note-box)$/
const dokuwiki = /^note(classic|important|warning|tip)?$/

/** The name of the admonition that an element is, or null. */
export const admonitionOf = (element: HtmlElement): string | null => {
  if (!/^(?:div|section|aside|p|blockquote|table)$/.test(element.tag)) return null
  const classes = classesOf(element).map((name) => name.toLowerCase())
  const within = [
    ...classes.map(aliasOf),
    ...classes.map((name) => wrapped.exec(name)?.[1] ?? ''),
  ].map(admonitionNamed)
  const named = within.find((name) => name !== null) ?? null
  if (named) return named
  const plain = classes.map(admonitionNamed).find((name) => name !== null) ?? null
  if (plain && (element.tag !== 'p' || classes.length === 1)) return plain
  if (classes.some((name) => boxes.test(name)) || element.attributes.role === 'note') return 'note'
  return element.attributes.role === 'alert' ? 'warning' : null
}

const aliasOf = (name: string): string => {
  const kind = dokuwiki.exec(name)?.[1]
  if (kind === 'classic') return 'note'
  return kind ?? (name === 'ambox-content' ? 'warning' : '')
}

/** Whether an element is the line that only repeats an admonition's name. */
export const isAdmonitionTitle = (element: HtmlElement): boolean =>
  classesOf(element).some(
    (name) =>
      /^(?:admonition-title|markdown-alert-title|admonition-heading|alert-title)$/i.test(name) ||
      /^admonitionHeading/.test(name),
  )
