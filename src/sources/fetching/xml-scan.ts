/** One piece of an XML document. */
export type XmlPiece =
  | { readonly is: 'open'; readonly name: string }
  | { readonly is: 'close'; readonly name: string }
  | { readonly is: 'text'; readonly text: string }

/**
 * The tags and texts of an XML document, in time linear in its length and nothing kept. Names come as written, with
 * their prefix. There are no entities but XML's own five and numbers: whatever a DOCTYPE declares is passed over, and
 * its names stay as they are written. Whatever is no XML ends the scan.
 */
export function* scanXml(xml: string): Generator<XmlPiece, void, undefined> {
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const end = next < 0 ? xml.length : next
    if (end > at) yield { is: 'text', text: unescaped(xml.slice(at, end)) }
    if (next < 0) return
    const [opening, closing] = delimiters(xml, next)
    const after = xml.indexOf(closing, next + opening.length)
    if (after < 0) return
    const inside = xml.slice(next + opening.length, after)
    if (opening === '<![CDATA[') yield { is: 'text', text: inside }
    else if (opening === '<') yield* tag(inside)
    at = after + closing.length
  }
}

const delimiters = (xml: string, at: number): readonly [opening: string, closing: string] => {
  if (xml.startsWith('<!--', at)) return ['<!--', '-->']
  if (xml.startsWith('<![CDATA[', at)) return ['<![CDATA[', ']]>']
  if (xml.startsWith('<?', at)) return ['<?', '?>']
  // A DOCTYPE with declarations ends at the bracket after them; what is inside is nobody's business.
  if (xml.startsWith('<!', at)) return ['<!', hasDeclarations(xml, at) ? ']>' : '>']
  return ['<', '>']
}

const hasDeclarations = (xml: string, at: number): boolean => {
  const end = xml.indexOf('>', at)
  return end >= 0 && xml.slice(at, end).includes('[')
}

function* tag(inside: string): Generator<XmlPiece, void, undefined> {
  const isClosing = inside.startsWith('/')
  const name = /^\/?([^\s/>"'=]{1,100})/.exec(inside)?.[1]
  if (name === undefined) return
  if (!isClosing) yield { is: 'open', name }
  if (isClosing || inside.endsWith('/')) yield { is: 'close', name }
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, reference)
    : text

const reference = (all: string, decimal?: string, hexadecimal?: string, name?: string): string => {
  if (name !== undefined) return named[name] ?? all
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    ? String.fromCodePoint(point)
    : all
}
