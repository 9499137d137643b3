/** A sparse matrix by compressed rows: one row a text, one column a term, ascending inside a row. */
export interface SparseRows {
  readonly rows: number
  readonly columns: number
  /** Where each row begins in `indices` and `values`; one longer than there are rows. */
  readonly starts: Uint32Array
  readonly indices: Uint32Array
  readonly values: Float32Array
}

/** A matrix by rows, each `width` wide. */
export interface Tall {
  readonly rows: number
  readonly width: number
  readonly values: Float32Array
}

export const tallOf = (rows: number, width: number): Tall => ({
  rows,
  width,
  values: new Float32Array(rows * width),
})

/** The entries of one row. */
export function* entriesOf(
  { starts, indices, values }: SparseRows,
  row: number,
): Generator<readonly [index: number, value: number]> {
  const end = starts[row + 1] ?? 0
  for (let at = starts[row] ?? 0; at < end; at += 1) yield [indices[at] ?? 0, values[at] ?? 0]
}
