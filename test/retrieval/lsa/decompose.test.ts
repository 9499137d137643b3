import { describe, expect, it } from 'vitest'
import { decompose } from '../../../src/retrieval/lsa/decompose.ts'
import { squareOf } from '../../../src/retrieval/lsa/dense.ts'
import { eigenOf } from '../../../src/retrieval/lsa/eigen.ts'
import { randomFrom } from '../../../src/retrieval/lsa/random.ts'
import { RowsBuilder } from '../../../src/retrieval/lsa/rows-builder.ts'

const options = { passes: 12, seed: 3, rest: async () => {} }

/** A matrix with these singular values: scaled unit vectors, mixed by reflections on both sides. */
const matrixOf = (rows: number, columns: number, singularValues: readonly number[]) => {
  const random = randomFrom(11)
  const reflect = (length: number) => {
    const normal = Array.from({ length }, random)
    const square = normal.reduce((sum, value) => sum + value * value, 0)
    return (row: number, column: number) =>
      (row === column ? 1 : 0) - (2 * normal[row]! * normal[column]!) / square
  }
  const [left, right] = [reflect(rows), reflect(columns)]
  const builder = new RowsBuilder()
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      builder.push(
        column,
        singularValues.reduce((sum, value, k) => sum + left(row, k) * value * right(k, column), 0),
      )
    builder.endRow()
  }
  return { matrix: builder.built(columns), right }
}

describe('a decomposition', () => {
  it.each([
    ['wide', 30, 70],
    ['tall', 90, 40],
  ])('finds the singular values and right vectors of a %s matrix', async (_, rows, columns) => {
    const expected = [9, 7, 5, 3, 2, 1, 0.5, 0.3, 0.2]
    const { matrix, right } = matrixOf(rows, columns, expected)
    const { singularValues, basis } = await decompose(matrix, { ...options, rank: 6 })
    expect(basis.width).toBe(6)
    for (const [k, value] of singularValues.entries()) {
      expect(value).toBeCloseTo(expected[k]!, 3)
      let along = 0
      for (let row = 0; row < columns; row += 1)
        along += basis.values[row * basis.width + k]! * right(k, row)
      expect(Math.abs(along)).toBeCloseTo(1, 3)
    }
  })

  it('leaves out dimensions that the matrix does not have', async () => {
    const { matrix } = matrixOf(20, 20, [4, 2])
    expect((await decompose(matrix, { ...options, rank: 10 })).basis.width).toBe(2)
  })
})

describe('eigenvalues', () => {
  it('of a symmetric matrix come greatest first, with their vectors', () => {
    const size = 12
    const random = randomFrom(2)
    const symmetric = squareOf(size)
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column <= row; column += 1) {
        const value = random()
        symmetric.values[row * size + column] = value
        symmetric.values[column * size + row] = value
      }
    const { values, vectors } = eigenOf(symmetric)
    expect([...values]).toEqual([...values].sort((a, b) => b - a))
    for (const [k, value] of values.entries())
      for (let row = 0; row < size; row += 1) {
        let product = 0
        for (let column = 0; column < size; column += 1)
          product += symmetric.values[row * size + column]! * vectors.values[column * size + k]!
        expect(product).toBeCloseTo(value * vectors.values[row * size + k]!, 10)
      }
  })
})
