/** One token of SQL. Words are lower case unless quoted; strings and quoted names come without their quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol'
  readonly text: string
  readonly at: number
  readonly end: number
}

/** One statement: its tokens without the semicolon. */
export type SqlStatement = readonly SqlToken[]

const space = /\s+/y
const lineComment = /--[^\n]*/y
const quoted = /"([^"]*(?:""[^"]*)*)"|`([^`]*)`|\[([A-Za-z_][^\]\n]{0,127})\]/y
const plainString = /'([^']*(?:''[^']*)*)'/y
const escapedString = /[eE]'([^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*)'/y
const dollar = /\$([A-Za-z_]*)\$/y
const word = /[\p{L}_][\p{L}\p{N}_$]*/uy
const number = /\d+(?:\.\d+)?/y
const symbol = /::|<=|>=|<>|!=|\|\||[\s\S]/y

/** Splits SQL into statements; comments, quotes and dollar quotes are understood, and whatever is inside them ends none. */
export function sqlStatements(text: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = []
  let statement: SqlToken[] = []
  for (const token of sqlTokens(text)) {
    if (token.kind !== 'symbol' || token.text !== ';') statement.push(token)
    else if (statement.length > 0) {
      statements.push(statement)
      statement = []
    }
  }
  if (statement.length > 0) statements.push(statement)
  return statements
}

function* sqlTokens(text: string): Generator<SqlToken> {
  for (let at = 0; at < text.length; ) {
    const skipped = skip(text, at)
    if (skipped > at) {
      at = skipped
      continue
    }
    const token = tokenAt(text, at)
    yield token
    at = token.end
  }
}

const skip = (text: string, at: number): number => {
  const blank = match(space, text, at) ?? match(lineComment, text, at)
  if (blank !== null) return at + blank[0].length
  return text.startsWith('/*', at) ? endOfComment(text, at) : at
}

/** PostgreSQL lets block comments nest. */
const endOfComment = (text: string, start: number): number => {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('/*', at)) depth += 1
    else if (text.startsWith('*/', at)) depth -= 1
    else continue
    at += 1
    if (depth === 0) return at + 1
  }
  return text.length
}

function tokenAt(text: string, at: number): SqlToken {
  const opening = match(dollar, text, at)
  if (opening !== null) {
    const start = at + opening[0].length
    const close = text.indexOf(opening[0], start)
    const end = close < 0 ? text.length : close
    return {
      kind: 'string',
      text: text.slice(start, end),
      at,
      end: Math.min(text.length, end + opening[0].length),
    }
  }
  const literal = match(escapedString, text, at) ?? match(plainString, text, at)
  if (literal !== null)
    return {
      kind: 'string',
      text: (literal[1] ?? '').replace(/''/g, "'"),
      at,
      end: at + literal[0].length,
    }
  const name = match(quoted, text, at)
  if (name !== null) {
    const inner = (name[1]?.replace(/""/g, '"') ?? name[2] ?? name[3]) || ''
    return { kind: 'quoted', text: inner, at, end: at + name[0].length }
  }
  const bare = match(word, text, at)
  if (bare !== null)
    return { kind: 'word', text: bare[0].toLowerCase(), at, end: at + bare[0].length }
  const digits = match(number, text, at)
  if (digits !== null) return { kind: 'number', text: digits[0], at, end: at + digits[0].length }
  const other = match(symbol, text, at)?.[0] ?? text.charAt(at)
  return { kind: 'symbol', text: other, at, end: at + other.length }
}

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}
