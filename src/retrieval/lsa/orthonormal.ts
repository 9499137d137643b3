import { innerProducts, multiplyInPlace, type Square, squareOf } from './dense.ts'
import type { Tall } from './matrix.ts'

/** What is left of a column's square, once the columns before it are taken away, when it says nothing new. */
const dependent = 1e-12

/**
 * The inverse of Cholesky's upper triangle R, where Rᵀ R is the matrix given. Columns that depend on those before
 * them are zero in it, so that what is multiplied by it has zeros there instead of noise.
 */
const inverseTriangle = ({ size, values: g }: Square): Square => {
  const r = squareOf(size).values
  const inverse = squareOf(size)
  const at = (matrix: Float64Array, row: number, column: number): number =>
    matrix[row * size + column] ?? 0
  for (let column = 0; column < size; column += 1) {
    for (let row = 0; row <= column; row += 1) {
      let left = at(g, row, column)
      for (let k = 0; k < row; k += 1) left -= at(r, k, row) * at(r, k, column)
      const pivot = at(r, row, row)
      if (row < column) r[row * size + column] = pivot > 0 ? left / pivot : 0
      else if (left > dependent * at(g, column, column)) r[row * size + column] = Math.sqrt(left)
    }
    const pivot = at(r, column, column)
    if (pivot === 0) continue
    inverse.values[column * size + column] = 1 / pivot
    for (let row = 0; row < column; row += 1) {
      let sum = 0
      for (let k = row; k < column; k += 1) sum += at(inverse.values, row, k) * at(r, k, column)
      inverse.values[row * size + column] = -sum / pivot
    }
  }
  return inverse
}

/**
 * Makes the columns of Z orthonormal where they stand (CholeskyQR: Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, 2015). Columns that
 * depend on others become zero.
 */
export const orthonormalise = (z: Tall): void => {
  multiplyInPlace(z, inverseTriangle(innerProducts(z)), 'upper')
}
