import type { VectorMark, VisibleKeys } from '../../domain/vectors.ts'
import type { HnswIndex, HnswLibrary } from './library.ts'
import { type Marks, marksIn } from './marks.ts'

/** hnswlib's links a vector, and how many candidates are weighed for them: its own defaults, with which nothing near is missed. */
const [links, efConstruction] = [16, 200]

/** The largest label that hnswlib-node takes: 32 bits. */
export const largestLabel = 2 ** 32 - 1

/** Up to so many vectors four candidates for each that is wanted miss hardly any. */
const fewVectors = 100_000

/**
 * How many candidates a search holds while it walks: four for each that is wanted, and never fewer than a hundred; more of them in a larger
 * graph, whose ways are longer. Recall of the ten nearest, with a hundred wanted, 256 dimensions of LSA, 100 queries: at 100,000 vectors
 * 0.997 with 400; at 1,000,000 0.915 with 400, 0.964 with 1,600, 0.994 with 4,000, which take 7 ms.
 */
export const efFor = (limit: number, size: number): number =>
  Math.ceil(Math.max(100, 4 * limit) * Math.max(1, size / fewVectors))

/**
 * From this share of visible vectors on, a few more than wanted are searched without asking for each candidate whether it may be seen:
 * every such question goes from C++ to JavaScript and back. At 100 000 vectors of which half are visible it halves the time.
 */
const overFetchFrom = 0.5

/** A graph of hnswlib over vectors of length 1, by the key of their passage. */
export class HnswGraph {
  readonly #index: HnswIndex
  readonly #marks: Map<number, number>
  readonly #point: number[]

  private constructor(index: HnswIndex, dimensions: number, marks: Map<number, number>) {
    this.#index = index
    this.#marks = marks
    this.#point = Array.from({ length: dimensions }, () => 0.5)
  }

  /** An empty one with room for so many. */
  static create(library: HnswLibrary, dimensions: number, capacity: number): HnswGraph {
    const index = new library('ip', dimensions)
    index.initIndex(Math.max(1, capacity), links, efConstruction)
    return new HnswGraph(index, dimensions, new Map())
  }

  /** Reads a file beside other work; rejects where it is not whole. */
  static async read(
    library: HnswLibrary,
    dimensions: number,
    file: string,
    marks: Map<number, number>,
  ): Promise<HnswGraph> {
    const index = new library('ip', dimensions)
    await index.readIndex(file)
    return new HnswGraph(index, dimensions, marks)
  }

  /** How many can be found. */
  get size(): number {
    return this.#marks.size
  }

  /** How many it holds, those that are marked deleted included: they cost memory and time, until it is built anew. */
  get count(): number {
    return this.#index.getCurrentCount()
  }

  keys(): IterableIterator<number> {
    return this.#marks.keys()
  }

  marks(): Marks {
    return marksIn(this.#marks)
  }

  /** Whether it holds just this vector of the passage. */
  has({ key, checksum }: VectorMark): boolean {
    return this.#marks.get(key) === checksum
  }

  /** Whether it holds any vector of the passage. */
  holds(key: number): boolean {
    return this.#marks.has(key)
  }

  /** Adds a vector, or puts it in the place of the passage's other one; `copy` writes it into the array it is given. */
  add({ key, checksum }: VectorMark, copy: (point: number[]) => void): void {
    if (this.count >= this.#index.getMaxElements())
      this.#index.resizeIndex(Math.ceil(this.count * 1.2) + 1000)
    copy(this.#point)
    this.#index.addPoint(this.#point, key)
    this.#marks.set(key, checksum)
  }

  remove(key: number): void {
    if (this.#marks.delete(key)) this.#index.markDelete(key)
  }

  /** The keys of the nearest that are visible, in no order that matters. */
  search(
    query: Float32Array,
    limit: number,
    visible: Pick<VisibleKeys, 'count' | 'has'>,
  ): readonly number[] {
    if (this.size === 0) return []
    const share = Math.min(1, visible.count / this.size)
    if (share >= overFetchFrom) {
      const wanted = Math.min(this.size, Math.ceil((1.1 * limit) / share) + 16)
      const found = this.#nearest(query, wanted, Math.ceil(efFor(limit, this.size) / share))
      const seen = found.filter((key) => visible.has(key))
      if (seen.length >= limit || wanted === this.size) return seen.slice(0, limit)
    }
    return this.#nearest(query, Math.min(limit, this.size), efFor(limit, this.size), (key) =>
      visible.has(key),
    )
  }

  /** Writes it beside other work; nothing may be added or removed meanwhile. Tells nothing where the disk is full. */
  async write(file: string): Promise<void> {
    await this.#index.writeIndex(file)
  }

  writeSync(file: string): void {
    this.#index.writeIndexSync(file)
  }

  /** Gives its memory back at once instead of whenever it is collected. */
  free(): void {
    this.#marks.clear()
    this.#index.initIndex(1, links, efConstruction)
  }

  #nearest(
    query: Float32Array,
    limit: number,
    ef: number,
    isVisible?: (key: number) => boolean,
  ): readonly number[] {
    for (let part = 0; part < query.length; part += 1) this.#point[part] = query[part] ?? 0
    this.#index.setEf(ef)
    if (isVisible === undefined) return this.#index.searchKnn(this.#point, limit).neighbors
    // What is thrown must not pass through C++.
    const thrown: unknown[] = []
    const { neighbors } = this.#index.searchKnn(this.#point, limit, (key) => {
      if (thrown.length > 0) return false
      try {
        return isVisible(key)
      } catch (error) {
        thrown.push(error)
        return false
      }
    })
    if (thrown.length > 0) throw thrown[0]
    return neighbors
  }
}
