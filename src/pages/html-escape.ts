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

const escapeText = ({ text, linked = false }: Segment, whole: string, at: number): string => {
  let out = ''
  for (let position = 0; position < text.length; position += 1) {
    const char = text[position] ?? ''
    out += special.has(char) && isMarkup(char, whole, at + position, linked) ? `\\${char}` : char
  }
  return out
}

/** A bare address that touches markup of ours would take it for more of the address. */
const endedAddress = (text: string): string =>
  text.replace(/(https?)(:\/\/[^\s<]*)$|(www)(\.[^\s<]*)$/i, '$1$3\\$2$4')

const special = new Set(['\\', '`', '*', '_', '[', ']', '<', '&', '~', '!'])
const punctuation = /[!-/:-@[-`{-~]/

const isMarkup = (char: string, whole: string, at: number, linked: boolean): boolean => {
  const before = whole[at - 1] ?? ' '
  const after = whole[at + 1] ?? ' '
  switch (char) {
    case '\\':
      return punctuation.test(after) || at === whole.length - 1
    case '`':
      return true
    case '*':
      return !(isSpace(before) && isSpace(after))
    case '_':
      return !(isSpace(before) && isSpace(after)) && !insideWord(whole, at)
    case '[':
      return linked || after === '^' || (at === 0 && /^\[[ xX]\]/.test(whole))
    case ']':
      return linked || after === '(' || after === '[' || after === ':'
    case '<':
      return /[A-Za-z/!?]/.test(after)
    case '&':
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(whole.slice(at, at + 40))
    case '~':
      return after === '~' || before === '~'
    default:
      return linked && after === '['
  }
}

const isSpace = (char: string): boolean => /\s/.test(char)
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)

/** Whether a run of underscores has letters on both sides: what matters is what stands around the whole run. */
const insideWord = (whole: string, at: number): boolean => {
  let from = at
  let to = at + 1
  while (whole[from - 1] === '_') from -= 1
  while (whole[to] === '_') to += 1
  return isWord(whole[from - 1] ?? ' ') && isWord(whole[to] ?? ' ')
}

const starts: readonly (readonly [RegExp, string])[] = [
  [/^(?=([-*_])(?:\s*\1){2,}\s*$)/, '\\'],
  [/^(#{1,6})(?=\s|$)/, '\\$1'],
  [/^([-+*])(?=\s|$)/, '\\$1'],
  [/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'],
  [/^>/, '\\>'],
  [/^(?=-{2,}\s*$|={1,}\s*$|~~~|\|?\s*:?-+:?\s*(?:\||$))/, '\\'],
  [/^(?=\|)/, '\\'],
  [/^(?=:{3,}|!{3}\s|\?{3}\+?\s)/, '\\'],
]

const escapeStart = (line: string): string => {
  for (const [form, replacement] of starts)
    if (form.test(line)) return line.replace(form, replacement)
  return line
}
