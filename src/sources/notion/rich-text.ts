import { escapeLine, type Segment } from './escape.ts'
import type { RichText } from './shapes.ts'

/** Where rich text stands. */
export interface TextSetting {
  /** Text of one line: a heading, a cell. Line breaks become spaces. */
  readonly isLine?: boolean
  /** Behind a mark that a line's start means nothing after. */
  readonly isInside?: boolean
}

/** Rich text as lines of Markdown: its words, code, what is struck out, what stands out, and links. */
export const inlineLines = (
  text: RichText,
  { isLine = false, isInside = isLine }: TextSetting = {},
): string[] => {
  const lines: Segment[][] = [[]]
  for (const [at, item] of text.entries()) {
    const pieces = item.plain_text.split(/\r\n|[\n\r\u2028\u2029]/)
    for (const [number, piece] of pieces.entries()) {
      if (number > 0) {
        if (isLine) lines.at(-1)?.push(own(' '))
        else lines.push([])
      }
      const first = number === 0 ? neighbour(text[at - 1], -1) : ' '
      const last = number === pieces.length - 1 ? neighbour(text[at + 1], 0) : ' '
      lines.at(-1)?.push(...segmentsOf(item, piece, [first, last]))
    }
  }
  return lines
    .map((line) => trimmed(line))
    .map((line, number) => escapeLine(line, isInside && number === 0).trim())
}

/** All of it in one line, behind a mark of ours. */
export const inlineText = (text: RichText): string => inlineLines(text, { isLine: true }).join(' ')

/** The words alone, without marks, for what takes none. */
export const altText = (text: RichText): string => {
  const words = text.map(({ plain_text }) => plain_text).join('')
  return escapeLine([{ text: words.replace(/\s+/g, ' ').trim(), ours: false, linked: true }], true)
}

type Item = RichText[number]

const neighbour = (item: Item | undefined, at: number): string => item?.plain_text.at(at) ?? ' '

const own = (text: string): Segment => ({ text, ours: false })
const ours = (text: string): Segment => ({ text, ours: true })

const segmentsOf = (
  { type, href, annotations }: Item,
  piece: string,
  [before, after]: readonly [string, string],
): Segment[] => {
  const inner = piece.trim()
  if (inner === '') return [own(piece)]
  const [lead = '', tail = ''] = [/^\s*/.exec(piece)?.[0], /\s*$/.exec(piece)?.[0]]
  const address = href ? addressOf(href) : null
  const linked = address !== null
  const words: Segment[] = annotations?.code
    ? codeOf(inner)
    : type === 'equation'
      ? [ours('$'), { text: inner, ours: false, linked }, ours('$')]
      : [{ text: inner, ours: false, linked }]
  const link = address === null ? words : [ours('['), ...words, ours(`](${address})`)]
  const isFree = (lead !== '' || !isWord(before)) && (tail !== '' || !isWord(after))
  const isPlain = !punctuated.test(inner.charAt(0)) && !punctuated.test(inner.slice(-1))
  const fits = isFree || (isPlain && !annotations?.code && address === null)
  const struck = annotations?.strikethrough ? [ours('<del>'), ...link, ours('</del>')] : link
  const bold =
    annotations?.bold && fits && !annotations.strikethrough && !touches(before, after, lead, tail)
  return [own(lead), ...(bold ? [ours('**'), ...struck, ours('**')] : struck), own(tail)]
}

const punctuated = /[\p{P}\p{S}]/u
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)

/** Stars beside stars are read in a way that nobody meant. */
const touches = (before: string, after: string, lead: string, tail: string): boolean =>
  (lead === '' && !/[\s\p{L}\p{N}]/u.test(before)) ||
  (tail === '' && !/[\s\p{L}\p{N}]/u.test(after))

/** A table cannot have an escaped bar between ticks. */
const codeOf = (text: string): Segment[] =>
  text.includes('\\|') ? [ours('<code>'), own(text), ours('</code>')] : [ours(codeSpan(text))]

/** Text between ticks, with more of them around it than in it. */
const codeSpan = (text: string): string => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const ticks = '`'.repeat(longest + 1)
  const isPadded = text.startsWith('`') || text.endsWith('`')
  return isPadded ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`
}

/** An address for a link; Notion links its own pages from its root on. */
export const addressOf = (href: string): string | null => {
  if (!URL.canParse(href, 'https://www.notion.so')) return null
  const { protocol, href: whole } = new URL(href, 'https://www.notion.so')
  if (!/^(?:https?|mailto):$/.test(protocol)) return null
  return whole.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('\\', '%5C')
}

/** Space at the ends of a line would set it in, or break it. */
const trimmed = (line: readonly Segment[]): Segment[] => {
  const out = line.filter(({ text }) => text !== '').map((segment) => ({ ...segment }))
  while (out[0] !== undefined && !out[0].ours) {
    const text = out[0].text.trimStart()
    if (text !== '') {
      out[0] = { ...out[0], text }
      break
    }
    out.shift()
  }
  return out
}
