import type { VectorSpace } from '../../domain/vectors.ts'
import { addRowTimes } from './gram.ts'
import type { Tall } from './matrix.ts'
import { countTerms } from './terms.ts'
import { frequencyWeight, type Vocabulary } from './vocabulary.ts'

/** What a fit finds out. */
export interface Fitted extends Vocabulary {
  /** How many texts there were. */
  readonly texts: number
  /** Which share of them was outside the vocabulary even then, from 0 to 1. */
  readonly unknownShare: number
  /** A row for each term, a column for each dimension. */
  readonly basis: Tall
}

/** A model of latent semantic analysis, ready to be asked. */
export interface LsaModel extends Fitted {
  readonly space: VectorSpace
  readonly columnOf: ReadonlyMap<string, number>
}

/** Below this, what is left of a text is rounding. */
const negligible = 1e-9

/**
 * The vector of a text: its weighted terms folded in, qᵀ V (Deerwester, Dumais, Furnas, Landauer and Harshman, 1990), of length one; all
 * zeros where it has no term that the model knows. Passages and queries come to their vectors in this one way.
 */
export const embed = ({ basis, columnOf, weights }: LsaModel, text: string): Float32Array => {
  const counts = countTerms(text)
  const indices = new Uint32Array(counts.size)
  const values = new Float32Array(counts.size)
  let known = 0
  for (const [term, count] of counts) {
    const column = columnOf.get(term)
    if (column === undefined) continue
    indices[known] = column
    values[known] = frequencyWeight(count) * (weights[column] ?? 0)
    known += 1
  }
  const sum = new Float64Array(basis.width)
  addRowTimes({ indices, values }, 0, known, basis, sum)
  return unit(sum)
}

const unit = (sum: Float64Array): Float32Array => {
  let square = 0
  for (let at = 0; at < sum.length; at += 1) square += (sum[at] ?? 0) ** 2
  const length = Math.sqrt(square)
  const vector = new Float32Array(sum.length)
  if (length > negligible)
    for (let at = 0; at < sum.length; at += 1) vector[at] = (sum[at] ?? 0) / length
  return vector
}

/** Which share of a text its model does not know, by weight, from 0 to 1; 0 where it has no terms at all. */
export const unknownShare = (
  { columnOf, weights, unknownWeight }: Pick<LsaModel, 'columnOf' | 'weights' | 'unknownWeight'>,
  text: string,
): number => {
  let all = 0
  let unknown = 0
  for (const [term, count] of countTerms(text)) {
    const column = columnOf.get(term)
    const weight =
      frequencyWeight(count) * (column === undefined ? unknownWeight : (weights[column] ?? 0))
    all += weight
    if (column === undefined) unknown += weight
  }
  return all > 0 ? unknown / all : 0
}
