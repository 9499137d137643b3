/** A tag of JSX, from its `<` up to but without `end`. */
export interface Tag {
  readonly name: string
  readonly end: number
}

/** A tag longer than this is no tag: somebody wrote a sign of less. */
const longest = 8_000

const longestComment = 20_000

const opener = /<(\/?)([A-Za-z][\w.:-]{0,80}|(?=>))/y

/** The tag that begins at an offset; null when none does. Strings and braces in it may hold anything. */
export const tagAt = (text: string, at: number): Tag | null => {
  opener.lastIndex = at
  const found = opener.exec(text)
  if (!found) return null
  const stop = Math.min(text.length, at + longest)
  let depth = 0
  for (let index = opener.lastIndex; index < stop; index += 1) {
    const char = text.charAt(index)
    if (char === '{') depth += 1
    else if (char === '}') depth -= 1
    else if (char === '"' || char === "'" || char === '`') {
      const close = text.indexOf(char, index + 1)
      if (close < 0 || close >= stop) return null
      index = close
    } else if (char === '>' && depth <= 0) return { name: found[2] ?? '', end: index + 1 }
    else if (char === '<' && depth <= 0) return null
  }
  return null
}

/** Where an expression that begins with a brace ends: behind the brace that closes it; null when none does. */
export const commentEnd = (text: string, at: number): number | null => {
  const open = /^\{\s{0,20}\/\*/.exec(text.slice(at, at + 24))
  if (!open) return null
  const body = text.slice(at, at + longestComment)
  const close = body.indexOf('*/', open[0].length)
  if (close < 0) return null
  const brace = /^\*\/\s{0,20}\}/.exec(body.slice(close, close + 24))
  return brace ? at + close + brace[0].length : null
}

const imported =
  /^import\s{1,10}(?:['"]|(?:type\s{1,5})?[\w$*{][\w$*{},\s]{0,3000}?\sfrom\s{0,10}['"]|(?:type\s{1,5})?\{[\w$*{},\s]{0,3000}\}\s{0,10}from)/
const exported =
  /^export\s{1,10}(?:default\b|const\b|let\b|var\b|function\b|async\b|class\b|type\b|interface\b|[{*])/

/** Where the program text that begins at the start of a line ends: a blank line with every bracket closed. */
export const esmEnd = (text: string, at: number): number | null => {
  if (!text.startsWith('import', at) && !text.startsWith('export', at)) return null
  const head = text.slice(at, at + 3_200)
  if (!imported.test(head) && !exported.test(head)) return null
  let depth = 0
  let from = at
  for (let lines = 0; from < text.length && lines < 2_000; lines += 1) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    const line = text.slice(from, end)
    if (line.trim() === '' && depth <= 0) return from
    for (const char of line)
      if ('({['.includes(char)) depth += 1
      else if (')}]'.includes(char)) depth -= 1
    from = end + 1
  }
  return Math.min(from, text.length)
}
