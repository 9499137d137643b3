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
    out += isMarkup(char, whole, at + position, linked) ? `\\${char}` : char
  }
  return out
}

/** A bare address that touches markup of ours would take it for more of the address: it becomes a link by itself. */
const endAddress = (text: string): string =>
  /(?:https?:\/\/|www\.)[^\s<>]{1,2000}$/i.exec(text)?.[0] ?? ''

const target = (address: string): string =>
  `<${(/^www/i.test(address) ? `http://${address}` : address).replaceAll('\\', '%5C')}>`

const punctuation = /[!-/:-@[-`{-~]/

const isMarkup = (char: string, whole: string, at: number, linked: boolean): boolean => {
  const before = whole.charAt(at - 1) || ' '
  const after = whole.charAt(at + 1) || ' '
  switch (char) {
    case '\\':
      return punctuation.test(after) || at === whole.length - 1
    case '`':
      return true
    case '*':
      return !(isSpace(before) && isSpace(after))
    case '_':
      return !(isSpace(before) && isSpace(after)) && !isInsideWord(whole, at)
    case '[':
      return (
        linked || after === '^' || (at === 0 && /^\[[ xX]\]/.test(whole)) || hidesAddress(whole)
      )
    case ']':
      return linked || after === '(' || after === '[' || after === ':'
    case '<':
      return /[A-Za-z/!?]/.test(after)
    case '&':
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(whole.slice(at, at + 40))
    case '~':
      return after === '~' || before === '~'
    case '!':
      return after === '['
    default:
      return false
  }
}

/** Behind a bracket that nothing closes, parsers see an address late, and do not tell where it stands. */
const hidesAddress = (whole: string): boolean => /:\/\/|www\.|@/i.test(whole)

const isSpace = (char: string): boolean => /\s/.test(char)
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)

/** Whether a run of underscores has letters on both sides: what matters is what stands around the whole run. */
const isInsideWord = (whole: string, at: number): boolean => {
  let [from, to] = [at, at + 1]
  while (whole.charAt(from - 1) === '_') from -= 1
  while (whole.charAt(to) === '_') to += 1
  return isWord(whole.charAt(from - 1)) && isWord(whole.charAt(to))
}

/** What makes a line another thing than a paragraph: rules, headings, lists, quotations, fences, tables, boxes. */
const starts: readonly (readonly [RegExp, string])[] = [
  [/^(?=([-*_])(?:\s{0,9}\1){2,}\s*$)/, '\\'],
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
