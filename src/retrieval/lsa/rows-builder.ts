import type { SparseRows } from './matrix.ts'

/** Writes a sparse matrix one row after the other; its arrays grow by half whenever they are full. */
export class RowsBuilder {
  #indices = new Uint32Array(1024)
  #values = new Float32Array(1024)
  readonly #starts: number[] = [0]
  #entries = 0

  get rows(): number {
    return this.#starts.length - 1
  }

  get entries(): number {
    return this.#entries
  }

  /** Adds an entry to the row that is being written. */
  push(index: number, value: number): void {
    if (this.#entries === this.#indices.length) this.#grow()
    this.#indices[this.#entries] = index
    this.#values[this.#entries] = value
    this.#entries += 1
  }

  endRow(): void {
    this.#starts.push(this.#entries)
  }

  /** What was written, not copied: it is valid until more is. */
  built(columns: number): SparseRows {
    return {
      rows: this.rows,
      columns,
      starts: Uint32Array.from(this.#starts),
      indices: this.#indices.subarray(0, this.#entries),
      values: this.#values.subarray(0, this.#entries),
    }
  }

  #grow(): void {
    const indices = new Uint32Array(Math.ceil(this.#entries * 1.5))
    const values = new Float32Array(indices.length)
    indices.set(this.#indices)
    values.set(this.#values)
    this.#indices = indices
    this.#values = values
  }
}
