import type { SqlStatement, SqlToken } from '../../syntax/sql.ts'

/** A statement read word by word. */
export class Words {
  readonly #tokens: SqlStatement
  #position = 0

  constructor(tokens: SqlStatement) {
    this.#tokens = tokens
  }

  get next(): SqlToken | undefined {
    return this.#tokens[this.#position]
  }

  /** Steps over a word if it comes next. */
  take(word: string): boolean {
    const { next } = this
    const isNext =
      next !== undefined && next.text === word && (next.kind === 'word' || next.kind === 'symbol')
    if (isNext) this.#position += 1
    return isNext
  }

  /** Steps over any of these words, as long as they come. */
  takeAny(...words: readonly string[]): void {
    while (words.some((word) => this.take(word)));
  }

  /** A name without its schema. */
  name(): string | null {
    let name: string | null = null
    do {
      const { next } = this
      if (next === undefined || (next.kind !== 'word' && next.kind !== 'quoted')) return name
      name = next.text
      this.#position += 1
    } while (this.take('.'))
    return name
  }

  /** Names joined by commas. */
  names(): readonly string[] {
    const names: string[] = []
    do {
      const name = this.name()
      if (name !== null) names.push(name)
    } while (this.take(','))
    return names
  }

  /** The tokens inside the parentheses that come next. */
  parenthesised(): SqlStatement | null {
    if (!this.take('(')) return null
    const start = this.#position
    let depth = 1
    for (; this.#position < this.#tokens.length; this.#position++) {
      const { text, kind } = this.#tokens[this.#position] ?? { text: '', kind: 'symbol' }
      if (kind === 'symbol' && text === '(') depth += 1
      else if (kind === 'symbol' && text === ')') depth -= 1
      if (depth === 0) break
    }
    const inside = this.#tokens.slice(start, this.#position)
    this.#position += 1
    return inside
  }

  /** What is left, cut at the commas outside parentheses. */
  splitByComma(): readonly SqlStatement[] {
    const pieces: SqlToken[][] = [[]]
    let depth = 0
    for (const token of this.#tokens.slice(this.#position)) {
      if (token.kind === 'symbol' && token.text === '(') depth += 1
      if (token.kind === 'symbol' && token.text === ')') depth -= 1
      if (depth === 0 && token.kind === 'symbol' && token.text === ',') pieces.push([])
      else pieces.at(-1)?.push(token)
    }
    return pieces
  }
}
