import { entriesOf, type SparseRows } from './matrix.ts'
import { RowsBuilder } from './rows-builder.ts'
import { countTerms } from './terms.ts'

/** What a model may be fitted on at most, whatever there is. */
export interface Bounds {
  readonly texts: number
  /** Distinct terms of each text, summed. */
  readonly entries: number
  readonly terms: number
}

/** Texts as rows of how often each of their terms stands in them. */
export interface Gathered {
  /** How many texts there were; there are fewer rows where only a sample was kept. */
  readonly texts: number
  readonly terms: readonly string[]
  readonly counts: SparseRows
}

/**
 * Multiples of the golden ratio leave the most even gaps whatever share of them is kept, and keep step with no
 * pattern in what is sampled (Knuth, The Art of Computer Programming, volume 3, section 6.4).
 */
const positionOf = (index: number): number => (index * 0.6180339887498949) % 1
/** What stays of a sample that has become too large. */
const shrinking = 0.8

/** Numbers for terms, in the order in which they are met. */
class Numbering {
  readonly #numbers = new Map<string, number>()

  get size(): number {
    return this.#numbers.size
  }

  of(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(term, number)
    return number
  }

  terms(): readonly string[] {
    return [...this.#numbers.keys()]
  }
}

/** Reads texts one after the other and keeps an evenly spread sample of them, the same each time, within its bounds. */
export class Gatherer {
  readonly #bounds: Bounds
  #texts = 0
  #share = 1
  #kept: number[] = []
  #numbering = new Numbering()
  #rows = new RowsBuilder()

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  add(text: string): void {
    const index = this.#texts
    this.#texts += 1
    if (positionOf(index) >= this.#share) return
    for (const [term, count] of countTerms(text)) this.#rows.push(this.#numbering.of(term), count)
    this.#rows.endRow()
    this.#kept.push(index)
    while (this.#isTooMuch()) this.#shrink()
  }

  gathered(): Gathered {
    const terms = this.#numbering.terms()
    return { texts: this.#texts, terms, counts: this.#rows.built(terms.length) }
  }

  #isTooMuch(): boolean {
    const { texts, entries, terms } = this.#bounds
    const { rows, entries: written } = this.#rows
    return rows > 1 && (rows > texts || written > entries || this.#numbering.size > terms)
  }

  #shrink(): void {
    this.#share *= shrinking
    const { terms, counts } = this.gathered()
    const before = this.#kept
    this.#kept = []
    this.#numbering = new Numbering()
    this.#rows = new RowsBuilder()
    for (const [row, index] of before.entries()) {
      if (positionOf(index) >= this.#share) continue
      for (const [number, count] of entriesOf(counts, row))
        this.#rows.push(this.#numbering.of(terms[number] ?? ''), count)
      this.#rows.endRow()
      this.#kept.push(index)
    }
  }
}
