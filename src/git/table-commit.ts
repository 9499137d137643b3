import type { PathChange } from './changes.ts'
import { dateAt } from './commit.ts'
import type { PastCommit } from './past.ts'

/** What a table holds of one commit, by its row. */
export interface Rows {
  readonly authored: Float64Array
  readonly committed: Float64Array
  readonly corrected: Float64Array
  id(row: number): string
  parents(row: number): readonly string[]
  author(row: number): string | null
  subject(row: number): string | null
  changes(row: number): readonly PathChange[]
}

/** A commit of a table, of which nothing is read before somebody looks at it; its id and its changes are read once. */
export class TableCommit implements PastCommit {
  readonly order: number
  readonly #rows: Rows
  readonly #row: number
  #id: string | null = null
  #changes: readonly PathChange[] | null = null

  constructor(rows: Rows, row: number, order: number) {
    this.#rows = rows
    this.#row = row
    this.order = order
  }

  get id(): string {
    this.#id ??= this.#rows.id(this.#row)
    return this.#id
  }

  get parents(): readonly string[] {
    return this.#rows.parents(this.#row)
  }

  get date(): string | null {
    return dateAt(this.authored)
  }

  get author(): string | null {
    return this.#rows.author(this.#row)
  }

  get subject(): string | null {
    return this.#rows.subject(this.#row)
  }

  get authored(): number {
    return this.#rows.authored[this.#row] ?? Number.NaN
  }

  get committed(): number {
    return this.#rows.committed[this.#row] ?? Number.NaN
  }

  get corrected(): number {
    return this.#rows.corrected[this.#row] ?? 0
  }

  get changes(): readonly PathChange[] {
    this.#changes ??= this.#rows.changes(this.#row)
    return this.#changes
  }
}
