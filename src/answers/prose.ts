import type { Block, Span } from '../domain/passage.ts'
import { sentenceSpans, trimmed } from './sentences.ts'
import { leadOf, type Reader, type Reading, type Unit, unitOver } from './unit.ts'

// Such a sentence says nothing, or something else, without the one before it.
const leansBack =
  /^(?:it|its|this|that|these|those|they|their|them|he|she|then|otherwise|however|but|also|else|both|either|neither|such|so|if (?:not|so|it|they|that|this)|in (?:that|this|which) case|instead|after that|afterwards|once (?:that|it)|and|or|the same|the former|the latter|as a result|therefore|thus|hence)\b/i

const announces = /[:：][*_]*\s*$/u

const sentencesIn = (block: Block): readonly Span[] =>
  sentenceSpans(block.text).map((span, index) => {
    const [from, to] = trimmed(block.text, span)
    // The first sentence brings whatever opens the block: a list marker, a quotation mark.
    return [index === 0 ? block.span[0] : block.textStart + from, block.textStart + to] as const
  })

/** Reads one block of prose sentence by sentence. */
export const sentenceUnits = (
  { page }: Reader,
  block: Block,
  needs: readonly number[] = [],
): readonly Unit[] => {
  const spans = sentencesIn(block)
  return spans.map((span, index) => {
    const text = page.text.slice(...span)
    const previous = spans[index - 1]
    const back = previous && leansBack.test(text) ? [previous[0]] : []
    return {
      kind: 'sentence',
      span,
      needs: [...needs, ...back],
      leadOnly: announces.test(text),
      line: block.line,
      endLine: block.endLine,
    }
  })
}

const admonitionRun = ({ blocks }: Reader, index: number): readonly Block[] => {
  const name = blocks[index]?.admonition
  let next = index + 1
  while (blocks[next]?.admonition === name && next < blocks.length) next += 1
  return blocks.slice(index, next)
}

/** Reads a paragraph, a quotation, an admonition or a code block. */
export const proseUnits = (reader: Reader, index: number, before: readonly Unit[]): Reading => {
  const block = reader.blocks[index]
  if (!block) return { units: [], next: index + 1 }
  if (block.admonition) {
    const run = admonitionRun(reader, index)
    return { units: [unitOver('sentence', run)], next: index + run.length }
  }
  if (block.kind !== 'code') return { units: sentenceUnits(reader, block), next: index + 1 }
  const lead = leadOf(reader, index, before)
  return { units: [unitOver('code', [block], lead && [lead.span[0]])], next: index + 1 }
}
