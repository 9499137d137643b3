import { Column } from './column.ts'

/** Lists of numbers, each under a number of its own, in the order in which they were put. */
export class Listings {
  /** Of each list, one more than the place of its first and its last entry; 0 where it has none. */
  readonly #first = new Column()
  readonly #last = new Column()
  readonly #entry = new Column()
  /** One more than the place of the next entry. */
  readonly #next = new Column()

  add(list: number, entry: number): void {
    const place = this.#entry.length
    this.#entry.push(entry)
    const last = this.#last.get(list)
    if (last === 0) this.#first.set(list, place + 1)
    else this.#next.set(last - 1, place + 1)
    this.#last.set(list, place + 1)
  }

  *of(list: number): Generator<number, void, undefined> {
    for (let at = this.#first.get(list); at !== 0; at = this.#next.get(at - 1))
      yield this.#entry.get(at - 1)
  }
}
