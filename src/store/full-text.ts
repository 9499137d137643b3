import type { Database } from 'better-sqlite3'
import { wordsIn } from '../values/identifiers.ts'

/** SQLite's variable-length integers, as FTS5 keeps them in its shadow tables (sqlite.org/fts5.html, "Fts5 Internals"). */
export const varintsIn = (blob: Uint8Array): number[] => {
  const numbers: number[] = []
  let number = 0
  for (const byte of blob) {
    number = number * 128 + (byte & 127)
    if (byte >= 128) continue
    numbers.push(number)
    number = 0
  }
  return numbers
}

const sumOf = (blob: unknown): number =>
  blob instanceof Uint8Array ? varintsIn(blob).reduce((sum, one) => sum + one, 0) : 0

/** Numbers of many rows, gathered without an object for each. */
class Gathering {
  #numbers = new Float64Array(64)
  #size = 0

  add(numbers: readonly unknown[]): void {
    if (this.#size + numbers.length > this.#numbers.length) {
      const grown = new Float64Array(2 * this.#numbers.length + numbers.length)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    for (const number of numbers) {
      this.#numbers[this.#size] = typeof number === 'number' ? number : Number.NaN
      this.#size += 1
    }
  }

  bytes(): Buffer {
    return Buffer.from(this.#numbers.buffer, 0, this.#size * Float64Array.BYTES_PER_ELEMENT)
  }
}

/** The numbers that `gathered(a, b, …)` made of rows, row after row; none where there was no row. */
export const gatheredIn = (bytes: Uint8Array | null): Float64Array =>
  bytes === null
    ? new Float64Array(0)
    : // A copy, because the bytes need not begin where a number may.
      new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))

/** Lends SQL what it lacks to read how many words FTS5 counts in a row, to hand over numbers of very many rows, and to take texts apart. */
export const lendFunctions = (database: Database): void => {
  database.function('sum_of_varints', { deterministic: true }, sumOf)
  database.function('words_in', { deterministic: true }, (text: unknown) =>
    JSON.stringify(typeof text === 'string' ? [...wordsIn(text)] : []),
  )
  database.aggregate('gathered', {
    varargs: true,
    start: () => new Gathering(),
    step: (gathering, ...numbers: readonly unknown[]) => {
      gathering.add(numbers)
      return gathering
    },
    result: (gathering) => gathering.bytes(),
  })
}
