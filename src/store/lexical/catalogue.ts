import { type Kysely, sql } from 'kysely'
import { gatheredIn } from '../full-text.ts'
import type { Tables } from '../tables.ts'

/** Which passages there are, in the order of their keys. Its place in that order is how postings know a passage. */
export interface Catalogue {
  /** Places of one era mean the same passages; new passages come behind. */
  readonly era: number
  /** Another version, other passages or other pages. */
  readonly version: string
  readonly count: number
  /** No passage that came since has a smaller key. */
  readonly lastKey: number
  readonly keys: Int32Array
  readonly pageKeys: Int32Array
  /** In the index's own words. */
  readonly lengths: Int32Array
  /** 0 where a passage has left. */
  readonly alive: Uint8Array
}

/** The place of a key; -1 where there is none. */
export const placeOf = ({ keys, count }: Catalogue, key: number): number => {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low < count && keys[low] === key ? low : -1
}

interface State {
  readonly last: number
  readonly changes: number
  /** The number of the last passage that left, and of the first that is still told of. */
  readonly left: number
  readonly told: number
}

/** When so large a part has left, the rest is read anew. */
const mostDead = 0.25

/** Keeps the catalogue of a database; it is brought up to date whenever it is asked for. */
export class CatalogueKeeper {
  readonly #db: Kysely<Tables>
  #known: Catalogue = nothing(0)
  #state: State = { last: 0, changes: 0, left: 0, told: 0 }
  #dead = 0
  #reading: Promise<Catalogue> | null = null

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  current(): Promise<Catalogue> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #read(): Promise<Catalogue> {
    const now = await stateOf(this.#db)
    const before = this.#state
    if (isLost(before, now) || this.#dead > mostDead * this.#known.count) {
      this.#known = nothing(this.#known.era + 1)
      this.#dead = 0
    } else if (now.left > before.left) {
      await this.#bury(before.left, now.left)
    }
    if (now.last > this.#known.lastKey) await this.#grow(now.last)
    this.#state = now
    const version = [this.#known.era, now.last, now.left, now.changes].join('.')
    this.#known = { ...this.#known, version }
    return this.#known
  }

  async #bury(from: number, to: number): Promise<void> {
    const { rows } = await sql<{ numbers: Uint8Array | null }>`
      select gathered(key) as numbers from left_passages
      where number > ${from} and number <= ${to}`.execute(this.#db)
    for (const key of gatheredIn(rows[0]?.numbers ?? null)) {
      const place = placeOf(this.#known, key)
      if (place < 0 || this.#known.alive[place] === 0) continue
      this.#known.alive[place] = 0
      this.#dead += 1
    }
  }

  async #grow(last: number): Promise<void> {
    const { rows } = await sql<{ numbers: Uint8Array | null }>`
      select gathered(key, page_key, length) as numbers from (
        select key, page_key, length from passages where key > ${this.#known.lastKey} order by key
      )`.execute(this.#db)
    this.#known = withMore(this.#known, gatheredIn(rows[0]?.numbers ?? null), last)
  }
}

const nothing = (era: number): Catalogue => ({
  era,
  version: '',
  count: 0,
  lastKey: 0,
  keys: new Int32Array(0),
  pageKeys: new Int32Array(0),
  lengths: new Int32Array(0),
  alive: new Uint8Array(0),
})

/** Whether something left that nobody tells of any more, or this is another database in the place of the one we knew. */
const isLost = (before: State, now: State): boolean =>
  now.last < before.last ||
  now.left < before.left ||
  (now.left > before.left && now.told > before.left + 1)

const stateOf = async (db: Kysely<Tables>): Promise<State> => {
  const { rows } = await sql<State>`
    select last_key as last, changes,
      (select coalesce(max(number), 0) from left_passages) as "left",
      (select coalesce(min(number), 0) from left_passages) as told
    from index_state`.execute(db)
  return rows[0] ?? { last: 0, changes: 0, left: 0, told: 0 }
}

const withMore = (known: Catalogue, numbers: Float64Array, last: number): Catalogue => {
  const count = known.count + numbers.length / 3
  const columns = withRoom(known, count)
  for (let at = 0; at < numbers.length; at += 3) {
    const place = known.count + at / 3
    columns.keys[place] = numbers[at] ?? 0
    columns.pageKeys[place] = numbers[at + 1] ?? 0
    columns.lengths[place] = numbers[at + 2] ?? 0
    columns.alive[place] = 1
  }
  const greatest = count > 0 ? (columns.keys[count - 1] ?? 0) : 0
  return { ...known, ...columns, count, lastKey: Math.max(last, greatest) }
}

type Columns = Pick<Catalogue, 'keys' | 'pageKeys' | 'lengths' | 'alive'>

/** The same columns where there is room in them, else larger copies: what stands at a place of an era does not change. */
const withRoom = ({ keys, pageKeys, lengths, alive }: Columns, count: number): Columns => {
  if (count <= keys.length) return { keys, pageKeys, lengths, alive }
  const size = Math.ceil(1.25 * count) + 64
  const larger = (column: Int32Array): Int32Array => {
    const copy = new Int32Array(size)
    copy.set(column)
    return copy
  }
  const living = new Uint8Array(size)
  living.set(alive)
  return {
    keys: larger(keys),
    pageKeys: larger(pageKeys),
    lengths: larger(lengths),
    alive: living,
  }
}
