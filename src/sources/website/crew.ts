/** Work that is done several at once and taken as it comes to its end. */
export class Crew<Result> {
  readonly #most: number
  readonly #done: Result[] = []
  #underWay = 0
  #wake: (() => void) | null = null
  #fault: { readonly error: unknown } | null = null

  constructor(most: number) {
    this.#most = most
  }

  get hasRoom(): boolean {
    return this.#underWay + this.#done.length < this.#most
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#done.length === 0
  }

  start(work: Promise<Result>): void {
    this.#underWay += 1
    const over = (): void => {
      this.#underWay -= 1
      this.#wake?.()
    }
    work.then(
      (result) => {
        this.#done.push(result)
        over()
      },
      (error: unknown) => {
        this.#fault ??= { error }
        over()
      },
    )
  }

  /** The next that came to its end; rejects as the first did that could not. */
  async next(): Promise<Result> {
    for (;;) {
      if (this.#fault !== null) throw this.#fault.error
      const next = this.#done.shift()
      if (next !== undefined) return next
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.#wake = null
    }
  }
}
