import { type Kysely, sql } from 'kysely'
import { gatheredIn, varintsIn } from '../full-text.ts'
import type { Tables } from '../tables.ts'
import { dampingOf } from './bm25.ts'
import { type Catalogue, placeOf } from './catalogue.ts'

/** Where a term stands: at which places of the catalogue, and how often in each, its columns weighed. */
export interface Postings {
  readonly era: number
  /** Everything up to this key has been looked through. */
  readonly upTo: number
  readonly places: Int32Array
  readonly often: Float32Array
}

/** Bytes of postings that are kept; those asked for longest ago go first. */
const mostBytes = 96 * 1024 * 1024
const bytesOf = ({ places, often }: Postings): number => 256 + places.byteLength + often.byteLength

/** Reads postings from FTS5, and keeps those that are asked for. */
export class PostingsKeeper {
  readonly #db: Kysely<Tables>
  readonly #known = new Map<string, Postings>()
  #bytes = 0

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  /** Those of an FTS5 expression. */
  async of(catalogue: Catalogue, match: string): Promise<Postings> {
    const known = this.#known.get(match)
    const isUsable = known?.era === catalogue.era
    if (isUsable && known.upTo >= catalogue.lastKey) {
      this.#keep(match, known)
      return known
    }
    const before = isUsable ? known : nothing(catalogue.era)
    const postings = await extended(this.#db, catalogue, match, before)
    this.#keep(match, postings)
    return postings
  }

  #keep(match: string, postings: Postings): void {
    const known = this.#known.get(match)
    if (known !== undefined) this.#bytes -= bytesOf(known)
    this.#known.delete(match)
    this.#known.set(match, postings)
    this.#bytes += bytesOf(postings)
    for (const [oldest, held] of this.#known) {
      if (this.#bytes <= mostBytes) return
      this.#known.delete(oldest)
      this.#bytes -= bytesOf(held)
    }
  }
}

const nothing = (era: number): Postings => ({
  era,
  upTo: 0,
  places: new Int32Array(0),
  often: new Float32Array(0),
})

// Weights of title, heading, body, code, identifiers. All are multiples of a half: how often a term stands in a row, weighted, is one too.
const weighed = sql<number>`bm25(passage_words, 3.0, 2.0, 1.0, 1.0, 1.5)`
const weighedWithoutEnd = sql<number>`bm25(passage_words, 1e15, 1e15, 1e15, 1e15, 1e15)`

/**
 * How often a term stands in a row is got back from two of FTS5's own values, whose quotient knows no rarity: r = f / (f + k), with k from the
 * row's length and the length that FTS5 takes for usual. What a row without an end would weigh is the same for all rows of a term.
 */
const extended = async (
  db: Kysely<Tables>,
  catalogue: Catalogue,
  match: string,
  before: Postings,
): Promise<Postings> => {
  const { rows } = await sql<{ totals: Uint8Array | null; numbers: Uint8Array | null }>`
    with hits as materialized (
      select rowid as key,
        ${weighed} / (
          select ${weighedWithoutEnd} from passage_words where passage_words match ${match} limit 1
        ) as share
      from passage_words where passage_words match ${match} and rowid > ${before.upTo}
    )
    select
      (select block from passage_words_data where id = 1) as totals,
      (select gathered(key, share) from hits) as numbers`.execute(db)
  const numbers = gatheredIn(rows[0]?.numbers ?? null)
  return withMore(before, numbers, usualIn(rows[0]?.totals ?? null), catalogue)
}

/** The length that FTS5 takes for usual: its own count of rows and, column by column, of words. */
const usualIn = (totals: Uint8Array | null): number => {
  const [rows = 0, ...words] = varintsIn(totals ?? new Uint8Array())
  return rows === 0 ? 1 : words.reduce((sum, one) => sum + one, 0) / rows
}

const withMore = (
  before: Postings,
  numbers: Float64Array,
  usual: number,
  catalogue: Catalogue,
): Postings => {
  const most = before.places.length + numbers.length / 2
  const places = new Int32Array(most)
  const often = new Float32Array(most)
  places.set(before.places)
  often.set(before.often)
  let size = before.places.length
  for (let at = 0; at < numbers.length; at += 2) {
    // What came since the catalogue was read is looked through once more with the next one.
    const place = placeOf(catalogue, numbers[at] ?? 0)
    if (place < 0) continue
    const share = numbers[at + 1] ?? 0
    const damping = dampingOf(catalogue.lengths[place] ?? 0, usual)
    places[size] = place
    often[size] = Math.round((2 * share * damping) / (1 - share)) / 2
    size += 1
  }
  return {
    era: catalogue.era,
    upTo: catalogue.lastKey,
    places: places.slice(0, size),
    often: often.slice(0, size),
  }
}
