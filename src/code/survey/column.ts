/** Whole numbers from 0 to 2³²-1 by their place, four bytes each; 0 where none was set. */
export class Column {
  #values = new Uint32Array(1_024)
  #length = 0

  /** One more than the last place that was set. */
  get length(): number {
    return this.#length
  }

  get(place: number): number {
    return this.#values[place] ?? 0
  }

  set(place: number, value: number): void {
    if (place >= this.#values.length) this.#grow(place)
    this.#values[place] = value
    if (place >= this.#length) this.#length = place + 1
  }

  push(value: number): void {
    this.set(this.#length, value)
  }

  /** All numbers by their place, as they are now. */
  values(): Uint32Array {
    return this.#values.slice(0, this.#length)
  }

  #grow(place: number): void {
    const larger = new Uint32Array(Math.max(place + 1, this.#values.length * 2))
    larger.set(this.#values)
    this.#values = larger
  }
}
