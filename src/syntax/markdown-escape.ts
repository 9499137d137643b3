/** The characters that Markdown may take for its own. */
export const special = /[\\`*_[\]<&~!]/g
const punctuation = /[!-/:-@[-`{-~]/

/** Whether Markdown would take a character of a line for its own; `linked`: inside a link's text, where brackets would end it. */
export const isMarkup = (whole: string, at: number, linked: boolean): boolean => {
  const char = whole.charAt(at)
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
      return linked || after === '^' || (at === 0 && /^\[[ xX]\]/.test(whole))
    case ']':
      return linked || after === '(' || after === '[' || after === ':'
    case '<':
      return /[A-Za-z/!?]/.test(after)
    case '&':
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(whole.slice(at, at + 40))
    case '~':
      return after === '~' || before === '~'
    case '!':
      return linked && after === '['
    default:
      return false
  }
}

const isSpace = (char: string): boolean => /\s/.test(char)
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)

/** Whether a run of underscores has letters on both sides: what matters is what stands around the whole run. */
const isInsideWord = (whole: string, at: number): boolean => {
  let [from, to] = [at, at + 1]
  while (whole.charAt(from - 1) === '_') from -= 1
  while (whole.charAt(to) === '_') to += 1
  return isWord(whole.charAt(from - 1) || ' ') && isWord(whole.charAt(to) || ' ')
}

/** What makes a line another thing than a paragraph: rules, headings, lists, quotations, fences, tables, boxes. */
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

/** What each of them begins with. */
const mayStart = /^[-+*_#>=~|:!?\d\s]/

/** A line of text whose start Markdown takes for nothing. */
export const escapeStart = (line: string): string => {
  if (!mayStart.test(line)) return line
  for (const [form, replacement] of starts)
    if (form.test(line)) return line.replace(form, replacement)
  return line
}
