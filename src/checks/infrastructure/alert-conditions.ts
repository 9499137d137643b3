import type { Block } from '../../domain/passage.ts'
import type { Mention } from '../check.ts'
import { sentenceAround } from '../sentence.ts'

const threshold =
  /\b(?:above|over|exceeds?|exceeded|more than|greater than|higher than|below|under|less than|fewer than|drops? below|falls? below)\s+(\d{1,9}(?:\.\d{1,6})?\s?(?:%|percent\b)?)(?![\d.]*\d)(?!\s?(?:ms|s|sec|seconds?|m|min|minutes?|h|hours?|days?|[KMGT]i?B)\b)/gi
const duration =
  /\bfor (?:(?:more|longer) than |at least |over )?(\d{1,4}\s?(?:s|sec|seconds?|m|mins?|minutes?|h|hours?))\b/gi

/** The threshold and the time to wait that the sentence around an alert's name states, each where it is the only one. */
export function* conditionsIn(block: Block, name: string, at: number): Iterable<Mention> {
  if (block.kind === 'code' || block.kind === 'heading') return
  const sentence = sentenceAround(block, at)
  // With another alert in the sentence nobody knows whose number it is.
  const end = sentence.start + sentence.text.length
  const names = block.marks.filter(
    ({ kind, text, span }) =>
      kind === 'code' &&
      /^[A-Z][a-z0-9]+[A-Z]/.test(text) &&
      span[0] >= sentence.start &&
      span[1] <= end,
  )
  if (names.length !== 1) return
  for (const [owner, pattern] of [
    ['threshold', threshold],
    ['for', duration],
  ] as const) {
    const [only, ...others] = [...sentence.text.matchAll(pattern)]
    const said = only?.[1]?.trim()
    if (only === undefined || said === undefined || others.length > 0) continue
    const start = sentence.start + only.index + only[0].lastIndexOf(said)
    yield {
      subject: name,
      owner,
      value: said,
      token: said,
      span: [start, start + said.length],
      block,
    }
  }
}
