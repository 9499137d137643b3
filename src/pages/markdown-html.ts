import type { Html } from 'mdast'
import type { Mark, Span } from '../domain/passage.ts'

/** An attribute's value as it is written, and where it starts in the tag; null when the tag has none. */
export const attributeOf = (
  tag: string,
  name: string,
): { readonly value: string; readonly at: number } | null => {
  const attributes =
    /\s([A-Za-z_:@][\w:.-]{0,60})\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'=<>`{}]{1,2000}))/g
  for (const found of tag.matchAll(attributes)) {
    const value = found[2] ?? found[3] ?? found[4] ?? ''
    if (found[1]?.toLowerCase() !== name || value.trim() === '') continue
    return { value: value.trim(), at: found.index + found[0].lastIndexOf(value.trim()) }
  }
  return null
}

/** What reading raw markup needs to know of the text around. */
interface Around {
  readonly text: string
  spanOf(node: Html): Span | null
}

const shown = /<!--[\s\S]*?(?:-->|$)|<(code|tt|kbd|samp)(?:\s[^>]*)?>([^<]*)<\/\1>/gi
const links = /<!--[\s\S]*?(?:-->|$)|<(a|img|source|video)(?=\s)([^<>]{0,4000})>/gi

/** What a block of raw HTML shows as code and what it links to, comments left out. */
export const marksInHtml = (node: Html, context: Around): Mark[] => {
  const span = context.spanOf(node)
  if (!span) return []
  const raw = context.text.slice(span[0], span[1])
  return [...codeIn(raw, span[0]), ...linksIn(raw, span[0])].sort((a, b) => a.span[0] - b.span[0])
}

const codeIn = (raw: string, offset: number): readonly Mark[] =>
  Array.from(raw.matchAll(shown)).flatMap((found): Mark[] => {
    const [whole, tag = '', text = ''] = found
    if (tag === '') return []
    const start = offset + found.index
    const inner = start + whole.length - text.length - tag.length - 3
    return [
      {
        kind: 'code',
        span: [start, start + whole.length],
        text,
        textSpan: [inner, inner + text.length],
      },
    ]
  })

const linksIn = (raw: string, offset: number): readonly Mark[] =>
  Array.from(raw.matchAll(links)).flatMap((found): Mark[] => {
    const [whole, tag = ''] = found
    const target = tag === '' ? null : attributeOf(whole, /^a$/i.test(tag) ? 'href' : 'src')
    if (target === null) return []
    const start = offset + found.index
    const at = start + target.at
    return [
      {
        kind: 'link',
        span: [start, start + whole.length],
        text: target.value,
        textSpan: [at, at + target.value.length],
        target: target.value,
        ...(/^a$/i.test(tag) ? {} : { role: 'image' }),
      },
    ]
  })
