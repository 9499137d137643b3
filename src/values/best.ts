/** Some items by their numbers, and how good each is. */
export interface Best {
  readonly items: Int32Array
  readonly scores: Float64Array
}

/**
 * The best of many, best first, in time that grows with the many and not with their order: a heap of those kept so far, the worst on top.
 * Of equals the one with the smaller number is better. What is not above `floor` is left out.
 */
export const bestOf = (
  items: ArrayLike<number>,
  scores: ArrayLike<number>,
  limit: number,
  floor = Number.NEGATIVE_INFINITY,
): Best => {
  const heap = new Heap(Math.min(limit, items.length))
  for (let at = 0; at < items.length; at += 1) {
    const score = scores[at] ?? 0
    if (score > floor) heap.offer(items[at] ?? 0, score)
  }
  return heap.emptied()
}

class Heap {
  readonly #items: Int32Array
  readonly #scores: Float64Array
  #size = 0

  constructor(limit: number) {
    this.#items = new Int32Array(limit)
    this.#scores = new Float64Array(limit)
  }

  offer(item: number, score: number): void {
    if (this.#size < this.#items.length) {
      this.#put(this.#size, item, score)
      this.#size += 1
      this.#rise(this.#size - 1)
    } else if (this.#size > 0 && this.#isWorse(0, item, score)) {
      this.#put(0, item, score)
      this.#sink()
    }
  }

  /** What it holds, best first; it holds nothing any more. */
  emptied(): Best {
    const items = new Int32Array(this.#size)
    const scores = new Float64Array(this.#size)
    while (this.#size > 0) {
      this.#size -= 1
      items[this.#size] = this.#items[0] ?? 0
      scores[this.#size] = this.#scores[0] ?? 0
      this.#put(0, this.#items[this.#size] ?? 0, this.#scores[this.#size] ?? 0)
      this.#sink()
    }
    return { items, scores }
  }

  #put(at: number, item: number, score: number): void {
    this.#items[at] = item
    this.#scores[at] = score
  }

  /** Whether what stands at a place is worse than an item with its score. */
  #isWorse(at: number, item: number, score: number): boolean {
    const own = this.#scores[at] ?? 0
    return own < score || (own === score && (this.#items[at] ?? 0) > item)
  }

  #rise(from: number): void {
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#isWorse(above, this.#items[at] ?? 0, this.#scores[at] ?? 0)) return
      this.#swap(at, above)
      at = above
    }
  }

  #sink(): void {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= this.#size) return
      const right = left + 1
      const isRight =
        right < this.#size && this.#isWorse(right, this.#items[left] ?? 0, this.#scores[left] ?? 0)
      const below = isRight ? right : left
      if (!this.#isWorse(below, this.#items[at] ?? 0, this.#scores[at] ?? 0)) return
      this.#swap(at, below)
      at = below
    }
  }

  #swap(a: number, b: number): void {
    const [item, score] = [this.#items[a] ?? 0, this.#scores[a] ?? 0]
    this.#put(a, this.#items[b] ?? 0, this.#scores[b] ?? 0)
    this.#put(b, item, score)
  }
}
