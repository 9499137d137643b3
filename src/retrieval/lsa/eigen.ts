import { type Square, squareOf } from './dense.ts'

/** Eigenvalues, greatest first, and their vectors: the columns of a square matrix. */
export interface Eigen {
  readonly values: Float64Array
  readonly vectors: Square
}

/** So many sweeps are never needed; what they cannot solve is not a number. */
const mostSweeps = 30

const rotateRows = (
  matrix: Float64Array,
  size: number,
  [p, q]: readonly [number, number],
  [c, s]: readonly [number, number],
): void => {
  const first = p * size
  const second = q * size
  for (let k = 0; k < size; k += 1) {
    const x = matrix[first + k] ?? 0
    const y = matrix[second + k] ?? 0
    matrix[first + k] = c * x - s * y
    matrix[second + k] = s * x + c * y
  }
}

const rotateColumns = (
  matrix: Float64Array,
  size: number,
  [p, q]: readonly [number, number],
  [c, s]: readonly [number, number],
): void => {
  for (let k = 0; k < size; k += 1) {
    const line = k * size
    const x = matrix[line + p] ?? 0
    const y = matrix[line + q] ?? 0
    matrix[line + p] = c * x - s * y
    matrix[line + q] = s * x + c * y
  }
}

/** The eigenvalues and vectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, section 8.5). */
export const eigenOf = ({ size, values: given }: Square): Eigen => {
  const a = given.slice()
  // Kept by rows while it is turned, as rows lie side by side.
  const turned = squareOf(size).values
  for (let k = 0; k < size; k += 1) turned[k * size + k] = 1
  let norm = 0
  for (const value of a) norm += value * value
  const least = 1e-15 * Math.sqrt(norm)
  for (let sweep = 0, turns = 1; turns > 0 && sweep < mostSweeps; sweep += 1) {
    turns = 0
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const off = a[p * size + q] ?? 0
        if (Math.abs(off) <= least) continue
        turns += 1
        const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * off)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const rotation = [c, t * c] as const
        rotateRows(a, size, [p, q], rotation)
        rotateColumns(a, size, [p, q], rotation)
        rotateRows(turned, size, [p, q], rotation)
      }
    }
  }
  return sorted(a, turned, size)
}

const sorted = (a: Float64Array, turned: Float64Array, size: number): Eigen => {
  const valueAt = (k: number): number => a[k * size + k] ?? 0
  const order = Array.from({ length: size }, (_, k) => k).sort(
    (left, right) => valueAt(right) - valueAt(left) || left - right,
  )
  const vectors = squareOf(size)
  for (const [column, k] of order.entries())
    for (let row = 0; row < size; row += 1)
      vectors.values[row * size + column] = turned[k * size + row] ?? 0
  return { values: Float64Array.from(order, valueAt), vectors }
}
