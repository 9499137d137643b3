/** What kind of thing would answer a question: so many of something, a quantity, a span of time, a moment, or anything else. */
export type Sought = 'count' | 'quantity' | 'time' | 'moment' | 'anything'

/**
 * What a word does in a question: it names something (`Nordbank`, `max_retries`), says what is done to it (rotate), chooses among its values
 * (default, largest), or only holds the question together (during, show).
 */
export type WordRole = 'name' | 'deed' | 'choice' | 'small' | 'plain'

/** A word of a question. */
export interface AskedWord {
  readonly text: string
  /** As a measure weighs it. */
  readonly stem: string
  readonly role: WordRole
  /** Stems under which a text may say it. */
  readonly forms: ReadonlySet<string>
  /** Nobody wrote it: it was read for a word that stands nowhere. */
  readonly isGuess: boolean
}

/** A question, taken apart: what a text must say to be an answer to it. */
export interface Asked {
  readonly words: readonly AskedWord[]
  readonly sought: Sought
  /** The word for what is counted, if something is. */
  readonly counted: AskedWord | null
  /** The word for a kind of name in code (which variable, which function), if one is asked for. */
  readonly codeName: AskedWord | null
}
