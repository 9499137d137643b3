import type { VectorHit } from '../../domain/vectors.ts'

/** The best so far, at most so many: a heap with the worst of them on top. Of two that score alike, the lower key is better. */
export class Nearest {
  readonly #limit: number
  readonly #keys: number[] = []
  readonly #scores: number[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(key: number, score: number): void {
    const size = this.#keys.length
    if (size < this.#limit) {
      this.#rise(size, key, score)
      return
    }
    const worst = this.#scores[0] ?? Number.POSITIVE_INFINITY
    if (score > worst || (score === worst && key < (this.#keys[0] ?? 0))) this.#sink(key, score)
  }

  /** Best first. */
  hits(): readonly VectorHit[] {
    return this.#keys
      .map((key, at) => ({ key, score: this.#scores[at] ?? 0 }))
      .sort((one, other) => other.score - one.score || one.key - other.key)
  }

  #isWorse(at: number, key: number, score: number): boolean {
    const other = this.#scores[at] ?? 0
    return other < score || (other === score && (this.#keys[at] ?? 0) > key)
  }

  #put(at: number, key: number, score: number): void {
    this.#keys[at] = key
    this.#scores[at] = score
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#keys[from] ?? 0, this.#scores[from] ?? 0)
  }

  #rise(from: number, key: number, score: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#isWorse(parent, key, score)) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, key, score)
  }

  #sink(key: number, score: number): void {
    const size = this.#keys.length
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && this.#isWorse(right, this.#keys[child] ?? 0, this.#scores[child] ?? 0))
        child = right
      if (!this.#isWorse(child, key, score)) break
      this.#move(child, at)
      at = child
    }
    this.#put(at, key, score)
  }
}
