import type { Tall } from './matrix.ts'

/** A square matrix by rows. */
export interface Square {
  readonly size: number
  readonly values: Float64Array
}

export const squareOf = (size: number): Square => ({ size, values: new Float64Array(size * size) })

// Every index below lies inside its array; `?? 0` says so to the type checker and costs nothing.

/** Zᵀ Z: both halves. Four rows at a time, so that each sum is written a quarter as often. */
export const innerProducts = ({ rows, width, values: z }: Tall): Square => {
  const products = squareOf(width)
  const { values: sums } = products
  const block = new Float64Array(4 * width)
  for (let row = 0; row < rows; row += 4) {
    const end = Math.min(rows, row + 4) * width
    block.fill(0)
    for (let place = row * width, at = 0; place < end; place += 1, at += 1)
      block[at] = z[place] ?? 0
    for (let left = 0; left < width; left += 1) {
      const first = block[left] ?? 0
      const second = block[width + left] ?? 0
      const third = block[2 * width + left] ?? 0
      const fourth = block[3 * width + left] ?? 0
      const line = left * width
      for (let right = left; right < width; right += 1) {
        sums[line + right] =
          (sums[line + right] ?? 0) +
          first * (block[right] ?? 0) +
          second * (block[width + right] ?? 0) +
          third * (block[2 * width + right] ?? 0) +
          fourth * (block[3 * width + right] ?? 0)
      }
    }
  }
  for (let row = 0; row < width; row += 1)
    for (let column = 0; column < row; column += 1)
      sums[row * width + column] = sums[column * width + row] ?? 0
  return products
}

/** Z M in the place of Z; where M is an upper triangle, half of the work is none. Widths are multiples of four. */
export const multiplyInPlace = (
  { rows, width, values: z }: Tall,
  { values: factors }: Square,
  shape: 'full' | 'upper',
): void => {
  const sum = new Float64Array(width)
  for (let row = 0; row < rows; row += 1) {
    const start = row * width
    sum.fill(0)
    for (let left = 0; left < width; left += 4) {
      const first = z[start + left] ?? 0
      const second = z[start + left + 1] ?? 0
      const third = z[start + left + 2] ?? 0
      const fourth = z[start + left + 3] ?? 0
      const line = left * width
      for (let right = shape === 'upper' ? left : 0; right < width; right += 1) {
        sum[right] =
          (sum[right] ?? 0) +
          first * (factors[line + right] ?? 0) +
          second * (factors[line + width + right] ?? 0) +
          third * (factors[line + 2 * width + right] ?? 0) +
          fourth * (factors[line + 3 * width + right] ?? 0)
      }
    }
    z.set(sum, start)
  }
}
