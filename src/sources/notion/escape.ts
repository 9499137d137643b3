import { escapeStart, isMarkup } from '../../syntax/markdown-escape.ts'

/** A piece of one line: text of the page, or Markdown of ours. */
export interface Segment {
  readonly text: string
  readonly ours: boolean
  /** Inside a link's text, where brackets would end it. */
  readonly linked?: boolean
}

/** Joins a line's segments, escaping in the page's own text only what Markdown would take for its own: names and values stay what they are. */
export const escapeLine = (
  segments: readonly Segment[],
  /** Behind a mark of ours, as in a heading or a table cell, where a line's start means nothing. */
  isInside: boolean,
): string => {
  const whole = segments.map(({ text }) => text).join('')
  let out = ''
  let at = 0
  for (const [position, { text, ours, linked = false }] of segments.entries()) {
    const touches = !ours && !linked && segments[position + 1]?.ours === true
    const address = touches ? endAddress(text) : ''
    const words = text.slice(0, text.length - address.length)
    out += ours ? text : escapeText(words, whole, at, linked)
    if (address !== '')
      out += `[${escapeText(address, whole, at + words.length, true)}](${target(address)})`
    at += text.length
  }
  return isInside || segments[0]?.ours ? out : escapeStart(out)
}

const escapeText = (text: string, whole: string, at: number, linked: boolean): string => {
  let out = ''
  for (let position = 0; position < text.length; position += 1) {
    const char = text.charAt(position)
    out += isTaken(whole, at + position, linked) ? `\\${char}` : char
  }
  return out
}

/** A bare address that touches markup of ours would take it for more of the address: it becomes a link by itself. */
const endAddress = (text: string): string =>
  /(?:https?:\/\/|www\.)[^\s<>]{1,2000}$/i.exec(text)?.[0] ?? ''

const target = (address: string): string =>
  `<${(/^www/i.test(address) ? `http://${address}` : address).replaceAll('\\', '%5C')}>`

/** More than elsewhere: what people write beside our own marks must not grow together with them. */
const isTaken = (whole: string, at: number, linked: boolean): boolean => {
  const char = whole.charAt(at)
  if (char === '!') return whole.charAt(at + 1) === '['
  return (char === '[' && hidesAddress(whole)) || isMarkup(whole, at, linked)
}

/** Behind a bracket that nothing closes, parsers see an address late, and do not tell where it stands. */
const hidesAddress = (whole: string): boolean => /:\/\/|www\.|@/i.test(whole)
