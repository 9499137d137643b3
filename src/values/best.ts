/** An item, and how good it is. */
export interface Ranked {
  readonly item: number
  readonly score: number
}

/** The best so far, at most so many: a heap with the worst of them on top. Of two that are as good as each other, the smaller number is better. */
export class Best {
  readonly #limit: number
  readonly #items: number[] = []
  readonly #scores: number[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(item: number, score: number): void {
    const size = this.#items.length
    if (size < this.#limit) {
      this.#rise(size, item, score)
      return
    }
    const worst = this.#scores[0] ?? Number.POSITIVE_INFINITY
    if (score > worst || (score === worst && item < (this.#items[0] ?? 0))) this.#sink(item, score)
  }

  /** Best first. */
  ranked(): readonly Ranked[] {
    return this.#items
      .map((item, at) => ({ item, score: this.#scores[at] ?? 0 }))
      .sort((one, other) => other.score - one.score || one.item - other.item)
  }

  #isWorse(at: number, item: number, score: number): boolean {
    const other = this.#scores[at] ?? 0
    return other < score || (other === score && (this.#items[at] ?? 0) > item)
  }

  #put(at: number, item: number, score: number): void {
    this.#items[at] = item
    this.#scores[at] = score
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#items[from] ?? 0, this.#scores[from] ?? 0)
  }

  #rise(from: number, item: number, score: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#isWorse(parent, item, score)) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, item, score)
  }

  #sink(item: number, score: number): void {
    const size = this.#items.length
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && this.#isWorse(right, this.#items[child] ?? 0, this.#scores[child] ?? 0))
        child = right
      if (!this.#isWorse(child, item, score)) break
      this.#move(child, at)
      at = child
    }
    this.#put(at, item, score)
  }
}

/** The best of many, best first, in time that grows with the many and not with their order. */
export const bestOf = (
  items: ArrayLike<number>,
  scores: ArrayLike<number>,
  limit: number,
): readonly Ranked[] => {
  const best = new Best(limit)
  for (let at = 0; at < items.length; at += 1) best.offer(items[at] ?? 0, scores[at] ?? 0)
  return best.ranked()
}
