import type { Block } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { shellWords } from '../samples.ts'
import type { Token } from '../tokens.ts'

/** A word of a command, and where it stands in the page's text. */
export interface CommandWord {
  readonly text: string
  readonly at: number
}

/** One simple command of a page: its words without the prompt, `sudo` and assignments. */
export interface Command {
  readonly words: readonly CommandWord[]
  readonly block: Block
  /** It stands in a block of its own, as against code marks in a sentence. */
  readonly isSample: boolean
}

/** Every command of a passage; lines that a backslash joins are one. */
export function* commandsIn({ tokens }: Reading): Iterable<Command> {
  for (const token of joined(tokens)) {
    if (token.place !== 'shell' && token.place !== 'code') continue
    if (token.text.length > 4_000) continue
    let words: CommandWord[] = []
    for (const { text, span } of shellWords(token.text)) {
      const word = { text, at: token.span[0] + span[0] }
      const ends = /^(?:\|\|?|&&|;|&)$/.test(text)
      if (
        !ends &&
        !(words.length === 0 && /^(?:sudo|\w+=\S*|\$|then|do|watch|time|exec)$/.test(text))
      )
        words.push(/;$/.test(text) ? { ...word, text: text.slice(0, -1) } : word)
      if (!ends && !/;$/.test(text)) continue
      yield { words, block: token.block, isSample: token.place === 'shell' }
      words = []
    }
    if (words.length > 0) yield { words, block: token.block, isSample: token.place === 'shell' }
  }
}

function* joined(tokens: readonly Token[]): Iterable<Token> {
  let group: Token[] = []
  for (const token of tokens) {
    if (token.place !== 'shell') {
      yield token
      continue
    }
    if (group.length > 0 && group[0]?.block !== token.block) {
      yield* together(group)
      group = []
    }
    group.push(token)
    if (/\\\s*$/.test(token.text)) continue
    yield* together(group)
    group = []
  }
  yield* together(group)
}

function* together(group: readonly Token[]): Iterable<Token> {
  const [first] = group
  const end = group.at(-1)?.span[1]
  if (first === undefined || end === undefined) return
  const { textStart, text } = first.block
  const whole = text.slice(first.span[0] - textStart, end - textStart)
  yield blanked({ ...first, text: whole, span: [first.span[0], end] })
}

/** Line ends, and the backslashes before them, count as blanks. */
const blanked = (token: Token): Token => ({
  ...token,
  text: token.text.replace(/\\(?=\s)|\n/g, ' '),
})
