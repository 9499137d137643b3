import type { Gathered } from './gather.ts'
import { entriesOf, type SparseRows } from './matrix.ts'
import { RowsBuilder } from './rows-builder.ts'

/** The terms that a model knows. */
export interface Vocabulary {
  readonly terms: readonly string[]
  /** What a term weighs, the rarer the more. */
  readonly weights: Float32Array
  /** What a term outside the vocabulary weighs where only the unknown is measured: as much as one that a single text has. */
  readonly unknownWeight: number
}

/** Inverse document frequency, more than zero even for what every text has. */
const inverseFrequency = (texts: number, holding: number): number =>
  Math.log((texts + 1) / (holding + 0.5))

/** What a term weighs by how often it stands in one text. */
export const frequencyWeight = (count: number): number => 1 + Math.log(count)

/** A term of one text is near nothing: it cannot tell what it means by the company it keeps. */
const leastHolding = 2

interface Known {
  readonly number: number
  readonly term: string
  readonly weight: number
  readonly telling: number
}

const holdingOf = ({ columns, indices }: SparseRows): Uint32Array => {
  const holding = new Uint32Array(columns)
  for (const index of indices) holding[index] = (holding[index] ?? 0) + 1
  return holding
}

/** The terms that at least two texts hold; where they are too many, those with the greatest part in the matrix. */
const knownOf = ({ terms, counts }: Gathered, most: number): readonly Known[] => {
  const holding = holdingOf(counts)
  const known: Known[] = []
  for (const [number, term] of terms.entries()) {
    const texts = holding[number] ?? 0
    if (texts < leastHolding) continue
    const weight = inverseFrequency(counts.rows, texts)
    known.push({ number, term, weight, telling: texts * weight * weight })
  }
  return known.sort((a, b) => b.telling - a.telling || (a.term < b.term ? -1 : 1)).slice(0, most)
}

/** Texts by the terms of their vocabulary. */
export interface Weighed {
  readonly vocabulary: Vocabulary
  /** A row for each text that was kept: log-tf times idf, of length one. */
  readonly matrix: SparseRows
  /** The mean share of a text that is outside the vocabulary, by weight. */
  readonly unknownShare: number
}

/** Chooses the vocabulary of texts, at most so many terms, and weighs them by it. */
export const weigh = (gathered: Gathered, most: number): Weighed => {
  const { counts } = gathered
  const known = knownOf(gathered, most)
  const columnOf = new Int32Array(counts.columns).fill(-1)
  for (const [column, { number }] of known.entries()) columnOf[number] = column
  const vocabulary = {
    terms: known.map(({ term }) => term),
    weights: Float32Array.from(known, ({ weight }) => weight),
    unknownWeight: inverseFrequency(counts.rows, 1),
  }
  const builder = new RowsBuilder()
  let unknownShares = 0
  for (let row = 0; row < counts.rows; row += 1) {
    const { entries, unknown } = weighRow(counts, row, columnOf, vocabulary)
    const length = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, 0))
    for (const [column, weight] of entries) builder.push(column, weight / length)
    builder.endRow()
    unknownShares += unknown
  }
  return {
    vocabulary,
    matrix: builder.built(known.length),
    unknownShare: unknownShares / Math.max(1, counts.rows),
  }
}

const weighRow = (
  counts: SparseRows,
  row: number,
  columnOf: Int32Array,
  { weights, unknownWeight }: Vocabulary,
): { readonly entries: readonly (readonly [number, number])[]; readonly unknown: number } => {
  const entries: (readonly [number, number])[] = []
  let known = 0
  let unknown = 0
  for (const [number, count] of entriesOf(counts, row)) {
    const column = columnOf[number] ?? -1
    const weight = frequencyWeight(count) * (column < 0 ? unknownWeight : (weights[column] ?? 0))
    if (column < 0) unknown += weight
    else {
      known += weight
      entries.push([column, weight])
    }
  }
  return { entries, unknown: unknown > 0 ? unknown / (known + unknown) : 0 }
}
