/** A piece of an inline run: text of the page, or Markdown of ours. */
export interface Segment {
  readonly text: string
  readonly ours: boolean
}

/** Joins the segments of one line, escaping in the page's own text only what Markdown would take for its own. */
export const escapeLine = (segments: readonly Segment[], atStart: boolean): string => {
  const whole = segments.map(({ text }) => text).join('')
  let out = ''
  let at = 0
  for (const [position, { text, ours }] of segments.entries()) {
    const isFirst = position === 0
    const escaped = ours ? text : escapeText(text, whole, at, isFirst && atStart)
    out += !ours && segments[position + 1]?.ours ? endedAddress(escaped) : escaped
    at += text.length
  }
  return out
}

const escapeText = (text: string, whole: string, at: number, first: boolean): string => {
  let out = ''
  for (let position = 0; position < text.length; position += 1) {
    const char = text[position] ?? ''
    const before = whole[at + position - 1] ?? ' '
    const after = whole[at + position + 1] ?? ' '
    out +=
      special.has(char) && isMarkup(char, before, after, whole, at + position) ? `\\${char}` : char
  }
  return first ? escapeStart(out) : out
}

/** A bare address that touches markup of ours would take it for more of the address. */
const endedAddress = (text: string): string =>
  text.replace(/(https?)(:\/\/[^\s<]*)$|(www)(\.[^\s<]*)$/i, '$1$3\\$2$4')

const special = new Set(['\\', '`', '*', '_', '[', ']', '<', '&', '~', '!'])
const punctuation = /[!-/:-@[-`{-~]/

const isMarkup = (
  char: string,
  before: string,
  after: string,
  whole: string,
  at: number,
): boolean => {
  switch (char) {
    case '\\':
      return punctuation.test(after) || at === whole.length - 1
    case '`':
      return true
    case '*':
      return !(isSpace(before) && isSpace(after))
    case '_':
      return !(isSpace(before) && isSpace(after)) && !(isWord(before) && isWord(after))
    case '[':
      return true && closesAsLink(whole, at)
    case ']':
      return after === '(' || after === '[' || after === ':'
    case '<':
      return /[A-Za-z/!?]/.test(after)
    case '&':
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(whole.slice(at, at + 40))
    case '~':
      return after === '~' || before === '~'
    default:
      return char === '!' && after === '['
  }
}

const isSpace = (char: string): boolean => /\s/.test(char)
const isWord = (char: string): boolean => /[\p{L}\p{N}_]/u.test(char)

/** A bracket opens a link only if its like is closed before a target, or if it starts a definition or a footnote. */
const closesAsLink = (whole: string, at: number): boolean => {
  const rest = whole.slice(at, at + 500)
  return (
    /^\[[^\]]*\](?:\(|\[|:)/.test(rest) ||
    rest.startsWith('[^') ||
    (at === 0 && /^\[[ xX]\]/.test(rest))
  )
}

const starts: readonly (readonly [RegExp, string])[] = [
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
