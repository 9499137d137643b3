import type { Block } from '../domain/passage.ts'

export interface Sentence {
  readonly text: string
  /** Where it starts in the page's text. */
  readonly start: number
}

const boundary = /[.!?](?=["')\]*_]*\s)|\n\s*\n/g
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|approx|cf|no|incl|resp|Mr|Dr)|\b[A-Z])\.$/i

/** More than this to either side of a token says nothing of it, however long the line is. */
const reach = 600

/** Words that stand on several lines of a paragraph or a quotation, as if they stood on one. */
export const unbroken = (text: string): string => text.replace(/(?<![ \t])[ \t]*\n[ \t>]*/g, ' ')

/** The words of a text, lower case, with the names of code among them. */
export const wordsSaid = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []

/** The sentence of a block around an offset of the page's text; for code and table rows, the line. */
export function sentenceAround(block: Block, offset: number): Sentence {
  const { text, start } = wholeAround(block, offset)
  const from = Math.max(0, offset - start - reach)
  return { text: text.slice(from, offset - start + reach), start: start + from }
}

function wholeAround(block: Block, offset: number): Sentence {
  if (block.text.length > 20 * reach) return neighbourhood(block, offset)
  const inside = Math.max(0, Math.min(block.text.length, offset - block.textStart))
  if (block.kind === 'code') return lineAround(block, inside)
  if (block.kind === 'table-row') return { text: block.text, start: block.textStart }
  let start = 0
  for (const match of block.text.matchAll(boundary)) {
    const end = match.index + match[0].length
    const head = block.text.slice(start, end)
    if (match[0].startsWith('.') && abbreviation.test(head)) continue
    if (insideCode(block, match.index)) continue
    if (end > inside) return { text: head, start: block.textStart + start }
    start = end
  }
  return { text: block.text.slice(start), start: block.textStart + start }
}

/** In a block too long to be cut into sentences for every token, what stands near it. */
function neighbourhood(block: Block, offset: number): Sentence {
  const from = Math.max(0, offset - block.textStart - reach)
  const near = block.text.slice(from, from + 2 * reach)
  return { text: near, start: block.textStart + from }
}

const insideCode = (block: Block, at: number): boolean =>
  block.marks.some(
    ({ kind, span }) =>
      kind === 'code' && span[0] <= block.textStart + at && block.textStart + at < span[1],
  )

function lineAround(block: Block, inside: number): Sentence {
  const start = block.text.lastIndexOf('\n', inside - 1) + 1
  const end = block.text.indexOf('\n', inside)
  return {
    text: block.text.slice(start, end < 0 ? undefined : end),
    start: block.textStart + start,
  }
}
