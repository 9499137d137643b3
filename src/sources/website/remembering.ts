import { type Aside, type Memory, writtenMemory } from './memory.ts'

/** What a crawl will remember: what it found anew, and what it knew before and found no reason to doubt. */
export class Remembering {
  readonly #before: Memory
  readonly #asides = new Map<string, Aside>()
  #claimed = 0
  #real = 0
  language: string
  /** Keys that the site names as the canonical address of everything. */
  readonly everywhere: Set<string>

  constructor(before: Memory) {
    this.#before = before
    this.language = before.language
    this.everywhere = new Set(before.everywhere)
  }

  before(key: string): Aside | null {
    return this.#before.asides.get(key) ?? null
  }

  aside(key: string, aside: Aside): void {
    this.#asides.set(key, aside)
  }

  /** Whether this crawl found that an address leads to another. */
  leads(key: string, to: string): boolean {
    return this.#asides.get(key)?.to === to
  }

  forget(key: string): void {
    this.#asides.delete(key)
  }

  /** Enters what a page's listed date said, and what was so: a date that stood while the page changed is as wrong. */
  claim(dateMoved: boolean, changed: boolean): void {
    if (!dateMoved && !changed) return
    this.#claimed += 1
    if (dateMoved && changed) this.#real += 1
  }

  text(): string {
    const { lastmod } = this.#before
    return writtenMemory({
      lastmod: { claimed: lastmod.claimed + this.#claimed, real: lastmod.real + this.#real },
      asides: this.#asides,
      language: this.language,
      everywhere: [...this.everywhere],
    })
  }
}
