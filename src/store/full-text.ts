import type { Database } from 'better-sqlite3'

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

/** Lends SQL what it lacks to read how many words FTS5 counts in a row. */
export const lendFunctions = (database: Database): void => {
  database.function('sum_of_varints', { deterministic: true }, (blob: unknown) =>
    blob instanceof Uint8Array ? varintsIn(blob).reduce((sum, one) => sum + one, 0) : 0,
  )
}
