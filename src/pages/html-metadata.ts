import { type Fields, fieldName } from './front-matter.ts'
import { piecesOf } from './html-inline.ts'
import { linesOf } from './html-lines.ts'
import { structuredFields } from './html-structured.ts'
import { classesOf, elementsIn, type HtmlElement, textOf } from './html-tree.ts'

const several = new Set(['about', 'access', 'repositories', 'repository'])

/** What the `<meta>` elements, the canonical link and the structured data of a page say of it. */
export const fieldsIn = (elements: readonly HtmlElement[]): Fields => {
  const fields = new Map<string, readonly string[]>()
  for (const element of elements) {
    const entry = entryOf(element)
    if (!entry) continue
    const [name, value] = entry
    const before = fields.get(name) ?? []
    if (before.length === 0 || several.has(name)) fields.set(name, [...before, value])
  }
  for (const [name, value] of structuredFields(elements))
    if (!fields.has(name)) fields.set(name, [value])
  if (!fields.has('modified')) addMetadataLine(elements, fields)
  return fields
}

const entryOf = ({ tag, attributes }: HtmlElement): readonly [string, string] | null => {
  if (tag === 'link' && attributes.rel?.toLowerCase() === 'canonical' && attributes.href)
    return ['canonical', attributes.href]
  if (tag !== 'meta' || attributes.content === undefined) return null
  const name = attributes.name ?? attributes.property ?? attributes.itemprop
  return name ? [fieldName(name), attributes.content] : null
}

const lastModified =
  /\blast (?:modified|updated|edited)(?: by .{1,80}?)? on\s+(.{6,40}?)\s*(?:$|[.;|(])/i

/** The line that Confluence sets over an exported page: "Created by …, last modified by … on Mar 03, 2024". */
const addMetadataLine = (
  elements: readonly HtmlElement[],
  fields: Map<string, readonly string[]>,
): void => {
  for (const element of elements) {
    if (!classesOf(element).includes('page-metadata')) continue
    const date = lastModified.exec(textOf(element).replace(/\s+/g, ' ').trim())?.[1]
    if (date) fields.set('modified', [date])
    return
  }
}

/** A page's title: what its engine marks as such (TiddlyWiki's stands outside of the text), its own heading, else what the browser's tab shows. */
export const titleIn = (page: readonly HtmlElement[], main: HtmlElement): string | null => {
  const named = page.filter((part) => classesOf(part).includes('tc-title'))
  if (named.length === 1) return words(named[0])
  const tab = words(page.find(({ tag }) => tag === 'title'))
  const inside = headingsIn(elementsIn(main))
  const [first] = inside
  if (first) return first
  const outside = headingsIn(page)
  return outside.find((text) => tab.includes(text)) ?? (tab === '' ? (outside[0] ?? null) : tab)
}

const headingsIn = (elements: readonly HtmlElement[]): string[] =>
  elements
    .filter((part) => part.tag === 'h1')
    .map(words)
    .filter((text) => text !== '')

const words = (element: HtmlElement | undefined): string => {
  if (!element) return ''
  const [line] = linesOf(
    piecesOf(element.children).filter(({ is }) => is === 'text'),
    { single: true },
  )
  return (line?.text ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
