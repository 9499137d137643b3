import type { Measure, Read, WordCounts } from '../domain/search.ts'
import { type Keywords, tokensOf } from './keywords.ts'
import { type Reading, readingOf } from './reading.ts'
import { stemOf } from './stem.ts'

interface Name {
  readonly key: string
  /** The parts in a row, as they stand in a text that is taken apart. */
  readonly sequence: string
  /** The parts run together. */
  readonly whole: string
  readonly stems: readonly string[]
  readonly isCode: boolean
}

const inMannerOfCode = /_|^--|^\$|^\p{Ll}+\p{Lu}/u

// How much a word tells, by how few passages hold it.
const rarity = (passages: number, holding: number): number =>
  Math.log(1 + (passages - holding + 0.5) / (holding + 0.5))

/** Words, as they are looked through for some in a row. */
export const sequenceOf = (tokens: readonly string[]): string => ` ${tokens.join(' ')} `

const nameOf = (identifier: string): Name => {
  const parts = tokensOf(identifier)
  const sequence = sequenceOf(parts)
  return {
    key: `=${sequence.trim()}`,
    sequence,
    whole: parts.join(''),
    stems: parts.map(stemOf),
    isCode: inMannerOfCode.test(identifier),
  }
}

const sum = (weights: ReadonlyMap<string, number>): number =>
  [...weights.values()].reduce((left, right) => left + right, 0)

const weigh = (
  keywords: Keywords,
  names: readonly Name[],
  counts: WordCounts,
): ReadonlyMap<string, number> => {
  const total = Math.max(1, counts.passages)
  const raw = new Map<string, number>()
  for (const { text, stem } of keywords.words) {
    raw.set(stem, rarity(total, counts.of.get(text) ?? 0))
  }
  // A name asked for must be there itself, not only its parts. One in the manner of code is half of what is asked;
  // one like `PostgreSQL` may be written in other ways.
  const words = sum(raw)
  const inCode = names.filter((name) => name.isCode).length
  for (const { key, isCode } of names) raw.set(key, isCode ? words / inCode : rarity(total, 0))
  const all = sum(raw)
  return new Map([...raw].map(([key, weight]) => [key, all > 0 ? weight / all : 0]))
}

const heldIn = (
  { tokens, stems, whole, wholeStems }: Reading,
  names: readonly Name[],
  weights: ReadonlyMap<string, number>,
) => {
  const held = new Set<string>()
  for (const stem of stems) if (weights.has(stem)) held.add(stem)
  for (const stem of wholeStems) if (weights.has(stem)) held.add(stem)
  const sequence = names.length > 0 ? sequenceOf(tokens) : ''
  for (const name of names) {
    const isWhole = whole.includes(name.whole) || sequence.includes(` ${name.whole} `)
    if (!isWhole && !sequence.includes(name.sequence)) continue
    for (const key of [name.key, ...name.stems]) if (weights.has(key)) held.add(key)
  }
  return held
}

// Fewer words in a row than this meet by chance.
const leastRun = 4

/** The longest run of the query's words that stands in a text, as a share of the query. */
const longestRun = (sequence: readonly string[], { tokens }: Read): number => {
  if (sequence.length < leastRun) return 0
  const within = sequenceOf(tokens)
  let longest = 0
  for (let from = 0; from + Math.max(leastRun, longest + 1) <= sequence.length; ) {
    const length = Math.max(leastRun, longest + 1)
    if (within.includes(sequenceOf(sequence.slice(from, from + length)))) longest = length
    else from += 1
  }
  return longest / sequence.length
}

/** Makes the scale that texts are held against, from a query and how rare its words are. */
export const measureOf = (keywords: Keywords, counts: WordCounts): Measure => {
  const names = keywords.identifiers.map(nameOf)
  const weights = weigh(keywords, names, counts)
  // The same long page is asked about for each of its passages.
  const known = new Map<string, ReadonlySet<string>>()
  return {
    weights,
    weigh(held) {
      let total = 0
      for (const key of held) total += weights.get(key) ?? 0
      return Math.min(1, total)
    },
    read: readingOf,
    runIn: (text) => longestRun(keywords.sequence, readingOf(text)),
    among: (read) => heldIn({ ...read, whole: [], wholeStems: [] }, names, weights),
    holds(text) {
      const held = known.get(text) ?? heldIn(readingOf(text), names, weights)
      known.set(text, held)
      return held
    },
  }
}
