import type { Measure, WordCounts } from '../domain/search.ts'
import { type Keywords, plainTokensOf, tokensOf } from './keywords.ts'
import { stemOf } from './stem.ts'

interface Name {
  readonly key: string
  /** The parts in a row, as they stand in a text that is taken apart. */
  readonly sequence: string
  /** The parts run together. */
  readonly whole: string
  readonly stems: readonly string[]
}

// How much a word tells, by how few passages hold it.
const rarity = (passages: number, holding: number): number =>
  Math.log(1 + (passages - holding + 0.5) / (holding + 0.5))

const sequenceOf = (tokens: readonly string[]): string => ` ${tokens.join(' ')} `

const nameOf = (identifier: string): Name => {
  const parts = tokensOf(identifier)
  const sequence = sequenceOf(parts)
  return { key: `=${sequence.trim()}`, sequence, whole: parts.join(''), stems: parts.map(stemOf) }
}

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
  // A name asked for must be there itself, not only its parts.
  for (const { key } of names) raw.set(key, rarity(total, 0))
  const sum = [...raw.values()].reduce((left, right) => left + right, 0)
  return new Map([...raw].map(([key, weight]) => [key, sum > 0 ? weight / sum : 0]))
}

/** Makes the scale that texts are held against, from a query and how rare its words are. */
export const measureOf = (keywords: Keywords, counts: WordCounts): Measure => {
  const names = keywords.identifiers.map(nameOf)
  const weights = weigh(keywords, names, counts)
  return {
    weights,
    weigh(held) {
      let sum = 0
      for (const key of held) sum += weights.get(key) ?? 0
      return Math.min(1, sum)
    },
    holds(text) {
      const tokens = tokensOf(text)
      const plain = plainTokensOf(text)
      const stems = [...tokens, ...plain].map(stemOf)
      const sequence = sequenceOf(tokens)
      const named = names.filter(
        (name) => sequence.includes(name.sequence) || plain.includes(name.whole),
      )
      const held = [...stems, ...named.flatMap(({ key, stems: parts }) => [key, ...parts])]
      return new Set(held.filter((key) => weights.has(key)))
    },
  }
}
