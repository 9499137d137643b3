import { innerProducts, multiplyInPlace, squareOf } from './dense.ts'
import { eigenOf } from './eigen.ts'
import { addGramTimes } from './gram.ts'
import { type SparseRows, type Tall, tallOf } from './matrix.ts'
import { orthonormalise } from './orthonormal.ts'
import { randomFrom } from './random.ts'

/** What a sparse matrix is made of, greatest first. */
export interface Decomposition {
  /** As many as there are dimensions. */
  readonly singularValues: Float64Array
  /** The right singular vectors: a row for each column of the matrix, a column for each singular value. */
  readonly basis: Tall
}

export interface DecomposeOptions {
  readonly rank: number
  readonly passes: number
  readonly seed: number
  /** Called between slices of the work, of which `share` is done. */
  rest(share: number): Promise<void>
}

/** Columns beyond those wanted, so that the last of these are found as surely as the first. */
const oversampling = 8
const rowsAtOnce = 8_192
/** A direction this small beside the greatest is rounding, not meaning. */
const negligible = 5e-3

const randomColumns = (rows: number, width: number, seed: number): Tall => {
  const random = randomFrom(seed)
  const tall = tallOf(rows, width)
  for (let place = 0; place < tall.values.length; place += 1) tall.values[place] = random()
  return tall
}

/**
 * The greatest singular values of a sparse matrix and their right vectors, by a randomised range finder with power
 * iterations that are made orthonormal again each time (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011,
 * algorithms 4.4 and 5.1, with AᵀA for the matrix: the left vectors are never needed). The same matrix, rank and seed give the same bytes.
 */
export const decompose = async (
  a: SparseRows,
  { rank, passes, seed, rest }: DecomposeOptions,
): Promise<Decomposition> => {
  const wanted = Math.min(rank, a.rows, a.columns)
  const width = Math.ceil((wanted + oversampling) / 4) * 4
  let q = randomColumns(a.columns, width, seed)
  let z = tallOf(a.columns, width)
  for (let pass = 0; pass < passes; pass += 1) {
    z.values.fill(0)
    for (let row = 0; row < a.rows; row += rowsAtOnce) {
      addGramTimes(a, [row, Math.min(a.rows, row + rowsAtOnce)], q, z)
      await rest((pass + row / a.rows) / passes)
    }
    if (pass + 1 === passes) break
    orthonormalise(z)
    ;[q, z] = [z, q]
  }
  return rightVectorsOf(z, wanted)
}

/** The left singular vectors of AᵀA Q are the right ones of A, and its singular values their squares. */
const rightVectorsOf = (z: Tall, wanted: number): Decomposition => {
  const { values, vectors } = eigenOf(innerProducts(z))
  const greatest = values[0] ?? 0
  const kept = values.subarray(0, wanted).filter((value) => value > greatest * negligible ** 4)
  const rotation = squareOf(z.width)
  for (const [column, value] of kept.entries())
    for (let row = 0; row < z.width; row += 1) {
      const place = row * z.width + column
      rotation.values[place] = (vectors.values[place] ?? 0) / Math.sqrt(value)
    }
  multiplyInPlace(z, rotation, 'full')
  return {
    singularValues: Float64Array.from(kept, (value) => value ** 0.25),
    basis: narrowed(z, kept.length),
  }
}

const narrowed = (z: Tall, width: number): Tall => {
  const basis = tallOf(z.rows, width)
  for (let row = 0; row < z.rows; row += 1) {
    const start = row * z.width
    basis.values.set(z.values.subarray(start, start + width), row * width)
  }
  return basis
}
