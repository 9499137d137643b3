/** One token of a small language with braces: strings come without their quotes. */
export interface Lexeme {
  readonly kind: 'word' | 'string' | 'number' | 'symbol'
  readonly text: string
  readonly at: number
  readonly end: number
}

/** Which comments a language has. */
export type CommentStyle = 'slashes' | 'hash'

const space = /[\s,\ufeff]+/y
const commas = /[\s\ufeff]+/y
const hash = /#[^\n]*/y
const slashes = /\/\/[^\n]*/y
const text =
  /"""(?:[^"]|"(?!""))*(?:"""|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?/y
const word = /[\p{L}_$][\p{L}\p{N}_]*/uy
const number = /-?\d[\w.+]*/y

/** The tokens of a text in GraphQL, Protocol Buffers or Prisma, comments left out; commas too where they mean nothing. */
export function lexemes(source: string, comments: CommentStyle): readonly Lexeme[] {
  const found: Lexeme[] = []
  const blank = comments === 'hash' ? space : commas
  const line = comments === 'hash' ? hash : slashes
  for (let at = 0; at < source.length; ) {
    const skipped =
      past(blank, source, at) ?? past(line, source, at) ?? pastBlock(source, at, comments)
    if (skipped !== null) {
      at = skipped
      continue
    }
    const lexeme = lexemeAt(source, at)
    found.push(lexeme)
    at = lexeme.end
  }
  return found
}

const pastBlock = (source: string, at: number, comments: CommentStyle): number | null => {
  if (comments === 'hash' || !source.startsWith('/*', at)) return null
  const end = source.indexOf('*/', at + 2)
  return end < 0 ? source.length : end + 2
}

function lexemeAt(source: string, at: number): Lexeme {
  const quoted = past(text, source, at)
  if (quoted !== null) {
    const inner = source.slice(at, quoted).replace(/^(?:"""|["'])|(?:"""|["'])$/g, '')
    return { kind: 'string', text: inner, at, end: quoted }
  }
  const named = past(word, source, at)
  if (named !== null) return { kind: 'word', text: source.slice(at, named), at, end: named }
  const counted = past(number, source, at)
  if (counted !== null) return { kind: 'number', text: source.slice(at, counted), at, end: counted }
  return { kind: 'symbol', text: source.charAt(at), at, end: at + 1 }
}

const past = (pattern: RegExp, source: string, at: number): number | null => {
  pattern.lastIndex = at
  return pattern.test(source) && pattern.lastIndex > at ? pattern.lastIndex : null
}

/** Steps over tokens; what is asked for and not there is null. */
export class LexemeReader {
  readonly #lexemes: readonly Lexeme[]
  #position = 0

  constructor(lexemes: readonly Lexeme[]) {
    this.#lexemes = lexemes
  }

  get next(): Lexeme | undefined {
    return this.#lexemes[this.#position]
  }

  step(): Lexeme | undefined {
    const { next } = this
    this.#position += 1
    return next
  }

  /** Steps over a word or a symbol if it comes next. */
  take(text: string): boolean {
    const isNext = this.next?.text === text && this.next.kind !== 'string'
    if (isNext) this.#position += 1
    return isNext
  }

  word(): Lexeme | null {
    const { next } = this
    if (next?.kind !== 'word') return null
    this.#position += 1
    return next
  }

  /** Steps over everything up to the bracket that closes the one just taken, and over that. */
  inside(open: string, close: string): readonly Lexeme[] {
    const start = this.#position
    for (let depth = 1; this.next !== undefined; ) {
      const lexeme = this.step()
      if (lexeme?.kind !== 'symbol') continue
      if (lexeme.text === open) depth += 1
      else if (lexeme.text === close) depth -= 1
      if (depth === 0) return this.#lexemes.slice(start, this.#position - 1)
    }
    return this.#lexemes.slice(start)
  }
}
