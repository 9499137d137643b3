import type { Span } from '../domain/passage.ts'
import type { Part } from './extract.ts'

/** An answer's text, and where in it each part stands. */
export interface Joined {
  readonly text: string
  /** One for each part, in the same order. */
  readonly spans: readonly Span[]
}

const isItem = ({ text }: Part): boolean => /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(text)

const between = (before: Part, part: Part): string => {
  if (before.page !== part.page) return '\n\n'
  if (before.kind === 'table-row' && part.kind === 'table-row') return '\n'
  if (before.kind !== 'sentence' || part.kind !== 'sentence') return '\n\n'
  if (isItem(before) && isItem(part)) return '\n'
  // Sentences that follow one another on the page go on in one paragraph.
  const gap = part.span[0] - before.span[1]
  return before.passage === part.passage && gap === 1 ? ' ' : '\n\n'
}

/** Sets the parts one after the other, each as it stands on its page. */
export const join = (parts: readonly Part[]): Joined => {
  let text = ''
  const spans: Span[] = []
  let before: Part | undefined
  for (const part of parts) {
    if (before) text += between(before, part)
    spans.push([text.length, text.length + part.text.length])
    text += part.text
    before = part
  }
  return { text, spans }
}
