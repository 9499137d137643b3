import { escapeStart, isMarkup, special } from '../syntax/markdown-escape.ts'

/** A piece of an inline run: text of the page, or Markdown of ours. */
export interface Segment {
  readonly text: string
  readonly ours: boolean
  /** Inside a link's text, where brackets would end it. */
  readonly linked?: boolean
}

/** Where a line stands. */
export interface LineSetting {
  /** Behind a mark of ours, as in a heading or a table cell, so that its start means nothing. */
  readonly single: boolean
  /** In a table cell, where a pipe would end the cell. */
  readonly cell?: boolean
}

/** Joins the segments of one line, escaping in the page's own text only what Markdown would take for its own. */
export const escapeLine = (segments: readonly Segment[], setting: LineSetting): string => {
  const whole = segments.map(({ text }) => text).join('')
  let out = ''
  let at = 0
  for (const [position, segment] of segments.entries()) {
    let escaped = segment.ours ? segment.text : escapeText(segment, whole, at)
    if (!segment.ours && position === 0 && !setting.single) escaped = escapeStart(escaped)
    if (!segment.ours && segments[position + 1]?.ours) escaped = endedAddress(escaped)
    out += setting.cell ? escaped.replace(segment.ours ? /\\?\|/g : /\|/g, '\\|') : escaped
    at += segment.text.length
  }
  return out
}

const escapeText = ({ text, linked = false }: Segment, whole: string, at: number): string =>
  text.replace(special, (char, position: number) =>
    isMarkup(whole, at + position, linked) ? `\\${char}` : char,
  )

/** A bare address that touches markup of ours would take it for more of the address. */
const endedAddress = (text: string): string =>
  text.replace(/(https?)(:\/\/[^\s<]*)$|(www)(\.[^\s<]*)$/i, '$1$3\\$2$4')
