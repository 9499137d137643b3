import { fieldName } from './front-matter.ts'
import { classesOf, type HtmlElement, type HtmlNode, textOf } from './html-tree.ts'

/** A field's name and its value. */
export type Field = readonly [name: string, value: string]

/** What schema.org's JSON-LD says of a page, and what its `<time>` elements do: dates alone, the most telling first. */
export const structuredFields = (elements: readonly HtmlElement[]): readonly Field[] => [
  ...elements.filter(({ tag }) => tag === 'script').flatMap(linkedData),
  ...(elements.some(isTime) ? elements.flatMap(timesIn) : []),
]

const isTime = (node: HtmlNode): boolean => node.kind === 'element' && node.tag === 'time'

const longestData = 256 * 1024
const deepest = 6
const mostNodes = 500
/** https://schema.org: the properties of CreativeWork and WebPage that date a page. */
const dates = ['lastReviewed', 'dateModified', 'datePublished', 'dateCreated', 'expires']
/** What a page is; a review, an event or a product on it has dates of its own. */
const pageType =
  /^(?:https?:\/\/schema\.org\/)?(?:CreativeWork|Guide|HowTo|LearningResource|APIReference|DigitalDocument|\w{0,40}(?:Article|Page|Posting))$/

const linkedData = (element: HtmlElement): readonly Field[] => {
  if (!isLinkedData(element.attributes.type)) return []
  const text = textOf(element)
  if (text.length > longestData) return []
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return []
  }
}

const isLinkedData = (type: string | undefined): boolean =>
  (type?.split(';', 1)[0] ?? '').trim().toLowerCase() === 'application/ld+json'

const fieldsOf = (data: unknown): readonly Field[] => {
  const found: Field[] = []
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: data, depth: 0 }]
  for (let seen = 0; seen < mostNodes; seen += 1) {
    const next = open.shift()
    if (next === undefined) break
    const { value, depth } = next
    if (typeof value !== 'object' || value === null || depth > deepest) continue
    if (Array.isArray(value)) {
      for (const inner of value.slice(0, mostNodes)) open.push({ value: inner, depth: depth + 1 })
      continue
    }
    const entries = new Map<string, unknown>(Object.entries(value))
    if (typesOf(entries.get('@type')).some((type) => pageType.test(type)))
      for (const name of dates) {
        const date = entries.get(name)
        if (typeof date === 'string') found.push([fieldName(name), date])
      }
    open.push({ value: entries.get('@graph'), depth: depth + 1 })
    open.push({ value: entries.get('mainEntity'), depth: depth + 1 })
  }
  return found
}

const typesOf = (type: unknown): readonly string[] =>
  (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string')

/** `<time itemprop="dateModified">`, `<time class="updated">`, and one behind "Last updated". */
const timesIn = (parent: HtmlElement): readonly Field[] =>
  parent.children.flatMap((child) => {
    if (child.kind !== 'element' || child.tag !== 'time') return []
    const date = child.attributes.datetime ?? textOf(child).trim()
    const { itemprop } = child.attributes
    const own = dates.find((name) => itemprop?.split(/\s+/).includes(name))
    const name = own ?? namedBy(classesOf(child)) ?? saidBefore(parent)
    return name === null ? [] : [[fieldName(name), date] as const]
  })

const namedBy = (classes: readonly string[]): string | null => {
  if (classes.some((name) => /^(?:dt-)?(?:updated|modified)$/.test(name))) return 'dateModified'
  return classes.some((name) => /^(?:dt-)?published$/.test(name)) ? 'datePublished' : null
}

const saidBefore = (parent: HtmlElement): string | null => {
  const text = textOf(parent).trimStart().slice(0, 60)
  if (/^(?:page )?(?:last )?(?:updated|modified|edited|changed)\b/i.test(text))
    return 'dateModified'
  return /^(?:page )?last (?:reviewed|verified)\b/i.test(text) ? 'lastReviewed' : null
}
