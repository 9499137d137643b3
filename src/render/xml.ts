/** An element of XML with either text or elements in it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly content?: string | readonly Element[]
}

/** A whole document of XML 1.0. */
export const xmlOf = (root: Element): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`

function written({ name, attributes, content = [] }: Element, indent: string): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${inAttribute(String(value))}"`,
  )
  const tag = `${indent}<${name}${pairs.join('')}`
  if (content.length === 0) return `${tag}/>\n`
  return typeof content === 'string'
    ? `${tag}>${inText(content)}</${name}>\n`
    : `${tag}>\n${content.map((one) => written(one, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/** Characters that XML 1.0 cannot hold, even escaped. */
const unspeakable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const inText = (text: string): string => escaped(text, /[&<>\r]/g)

/** Line breaks and tabs by their numbers too, since a reader would make spaces of them. */
const inAttribute = (text: string): string => escaped(text, /[&<>"\t\n\r]/g)

const escaped = (text: string, which: RegExp): string =>
  text.replace(unspeakable, '\uFFFD').replace(which, (character) => entities[character] ?? '')

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
