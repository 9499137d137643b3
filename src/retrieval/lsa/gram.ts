import type { SparseRows, Tall } from './matrix.ts'

// Every index below lies inside its array; `?? 0` says so to the type checker and costs nothing.

/** Entries of a sparse matrix: those of one row, or of all. */
type Entries = Pick<SparseRows, 'indices' | 'values'>

/** Adds a sparse row times Q to `sum`: four entries at a time, so that the sum is written a quarter as often. */
export const addRowTimes = (
  { indices, values }: Entries,
  from: number,
  to: number,
  q: Tall,
  sum: Float64Array,
): void => {
  const { width, values: dense } = q
  let entry = from
  for (; entry + 3 < to; entry += 4) {
    const first = values[entry] ?? 0
    const second = values[entry + 1] ?? 0
    const third = values[entry + 2] ?? 0
    const fourth = values[entry + 3] ?? 0
    const firstRow = (indices[entry] ?? 0) * width
    const secondRow = (indices[entry + 1] ?? 0) * width
    const thirdRow = (indices[entry + 2] ?? 0) * width
    const fourthRow = (indices[entry + 3] ?? 0) * width
    for (let column = 0; column < width; column += 1) {
      sum[column] =
        (sum[column] ?? 0) +
        first * (dense[firstRow + column] ?? 0) +
        second * (dense[secondRow + column] ?? 0) +
        third * (dense[thirdRow + column] ?? 0) +
        fourth * (dense[fourthRow + column] ?? 0)
    }
  }
  for (; entry < to; entry += 1) {
    const value = values[entry] ?? 0
    const row = (indices[entry] ?? 0) * width
    for (let column = 0; column < width; column += 1)
      sum[column] = (sum[column] ?? 0) + value * (dense[row + column] ?? 0)
  }
}

/** Adds one row of A, transposed, times `sum` to the result; its width is a multiple of four. */
const scatter = (
  { indices, values }: Entries,
  from: number,
  to: number,
  sum: Float64Array,
  into: Tall,
): void => {
  const { width, values: dense } = into
  for (let entry = from; entry < to; entry += 1) {
    const value = values[entry] ?? 0
    let place = (indices[entry] ?? 0) * width
    for (let column = 0; column < width; column += 4) {
      dense[place] = (dense[place] ?? 0) + value * (sum[column] ?? 0)
      dense[place + 1] = (dense[place + 1] ?? 0) + value * (sum[column + 1] ?? 0)
      dense[place + 2] = (dense[place + 2] ?? 0) + value * (sum[column + 2] ?? 0)
      dense[place + 3] = (dense[place + 3] ?? 0) + value * (sum[column + 3] ?? 0)
      place += 4
    }
  }
}

/**
 * Aᵀ A Q for the rows `from` to `to` of A, added to `into`. Row by row, so that A Q, which is as tall as there are texts, is never held.
 */
export const addGramTimes = (
  a: SparseRows,
  [from, to]: readonly [from: number, to: number],
  q: Tall,
  into: Tall,
): void => {
  const sum = new Float64Array(q.width)
  for (let row = from; row < to; row += 1) {
    const start = a.starts[row] ?? 0
    const end = a.starts[row + 1] ?? start
    sum.fill(0)
    addRowTimes(a, start, end, q, sum)
    scatter(a, start, end, sum, into)
  }
}
