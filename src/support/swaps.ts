import { holds } from './overlap.ts'
import type { ContentWord, Reading } from './reading.ts'

/** A word of a statement in whose place another stands in a source. */
export interface Swap {
  readonly stated: ContentWord
  readonly given: ContentWord
  /** Whether it stands between the same neighbours on both sides, or beside one. */
  readonly isBetween: boolean
}

/** So many tokens may lie between a neighbour and what stands in a word's place. */
const reach = 5

/** Words that a source lacks, in whose place beside the same neighbours it has another that the statement lacks. */
export function swapsIn(statement: Reading, source: Reading): readonly Swap[] {
  const held = statement.words.map((word) => holds(source, word))
  return statement.words.flatMap((stated, place): readonly Swap[] => {
    if (held[place]) return []
    const left = neighbour(statement, held, place, -1)
    const right = neighbour(statement, held, place, 1)
    const after = left ? foreignBeside(statement, source, left, 1) : []
    const before = right ? foreignBeside(statement, source, right, -1) : []
    const both = after.find((word) => before.includes(word))
    if (both) return [{ stated, given: both, isBetween: true }]
    const alike = [...after, ...before].find(({ isName }) => isName === stated.isName)
    return alike ? [{ stated, given: alike, isBetween: false }] : []
  })
}

function neighbour(
  { words }: Reading,
  held: readonly boolean[],
  place: number,
  step: 1 | -1,
): ContentWord | null {
  const word = words[place]
  for (let at = place + step; at >= 0 && at < words.length; at += step) {
    const other = words[at]
    if (other === undefined || word === undefined || Math.abs(other.at - word.at) > reach + 1)
      return null
    if (held[at]) return other
  }
  return null
}

function foreignBeside(
  statement: Reading,
  source: Reading,
  anchor: ContentWord,
  step: 1 | -1,
): readonly ContentWord[] {
  return source.words.flatMap((word, place) => {
    if (word.meaning !== anchor.meaning) return []
    const beside = source.words[place + step]
    const isNear = beside !== undefined && Math.abs(beside.at - word.at) <= reach
    return isNear && !holds(statement, beside) ? [beside] : []
  })
}
