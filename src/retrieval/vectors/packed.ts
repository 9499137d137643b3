/** So many vectors share one block of memory. */
const rowsPerBlock = 1024

/** The vectors of one moment, for another thread: their memory is shared, not copied. */
export interface PackedSnapshot {
  readonly dimensions: number
  readonly size: number
  readonly blocks: readonly Float32Array[]
  /** By slot: the key, or 0 where the slot is empty. */
  readonly keys: Float64Array
  readonly checksums: Uint32Array
}

/** Copies a vector into an array of plain numbers, which is made once: what takes vectors only as such would have one made for each. */
export const copyOut = (
  { blocks, dimensions }: Pick<PackedSnapshot, 'blocks' | 'dimensions'>,
  slot: number,
  point: number[],
): void => {
  const block = blocks[Math.floor(slot / rowsPerBlock)]
  const from = (slot % rowsPerBlock) * dimensions
  for (let part = 0; part < dimensions; part += 1) point[part] = block?.[from + part] ?? 0
}

/** Vectors of one space side by side in memory that threads can share, by the key of their passage. */
export class PackedVectors {
  readonly dimensions: number
  readonly #blocks: Float32Array[] = []
  readonly #slots = new Map<number, number>()
  /** By slot: the key, or 0 where the slot is empty. */
  #keys = new Float64Array(rowsPerBlock)
  #checksums = new Uint32Array(rowsPerBlock)
  /** By slot: the round in which the vector was last seen among the rows. */
  #seen = new Uint32Array(rowsPerBlock)
  #round = 0
  #free: number[] = []
  #end = 0
  #largestKey = 0

  constructor(dimensions: number) {
    this.dimensions = dimensions
  }

  get size(): number {
    return this.#slots.size
  }

  get blocks(): readonly Float32Array[] {
    return this.#blocks
  }

  /** The largest key there ever was. */
  get largestKey(): number {
    return this.#largestKey
  }

  /** No slot lies behind it. */
  get end(): number {
    return this.#end
  }

  has(key: number): boolean {
    return this.#slots.has(key)
  }

  checksum(key: number): number | null {
    const slot = this.#slots.get(key)
    return slot === undefined ? null : (this.#checksums[slot] ?? null)
  }

  slot(key: number): number | null {
    return this.#slots.get(key) ?? null
  }

  /** 0 where the slot is empty. */
  keyAt(slot: number): number {
    return this.#keys[slot] ?? 0
  }

  keys(): IterableIterator<number> {
    return this.#slots.keys()
  }

  /** Adds a key that is not there; a snapshot in use forbids that it takes a place that became free. */
  add(key: number, checksum: number, vector: Float32Array, mayReuse: boolean): void {
    const slot = (mayReuse ? this.#free.pop() : undefined) ?? this.#newSlot()
    this.#slots.set(key, slot)
    this.#keys[slot] = key
    this.#checksums[slot] = checksum
    this.#seen[slot] = this.#round
    this.#blocks[Math.floor(slot / rowsPerBlock)]?.set(
      vector,
      (slot % rowsPerBlock) * this.dimensions,
    )
    this.#largestKey = Math.max(this.#largestKey, key)
  }

  remove(key: number): void {
    const slot = this.#slots.get(key)
    if (slot === undefined) return
    this.#slots.delete(key)
    this.#keys[slot] = 0
    this.#free.push(slot)
  }

  /** Begins to go through the rows. */
  beginRound(): void {
    this.#round += 1
  }

  /** Whether just this vector is held; it counts as seen in this round, and so does one that is added. */
  see(key: number, checksum: number): boolean {
    const slot = this.#slots.get(key)
    if (slot === undefined || this.#checksums[slot] !== checksum) return false
    this.#seen[slot] = this.#round
    return true
  }

  /** Those between two slots that were not seen in this round. */
  unseen(from: number, to: number): readonly number[] {
    const keys: number[] = []
    for (let slot = from; slot < Math.min(to, this.#end); slot += 1)
      if (this.keyAt(slot) !== 0 && this.#seen[slot] !== this.#round) keys.push(this.keyAt(slot))
    return keys
  }

  /** The cosine of a vector and a query, both of length 1. Four sums at once are twice as fast as one. */
  score(slot: number, query: Float32Array): number {
    const block = this.#blocks[Math.floor(slot / rowsPerBlock)]
    if (block === undefined) return 0
    const { dimensions } = this
    const from = (slot % rowsPerBlock) * dimensions
    const whole = dimensions - (dimensions % 4)
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let part = 0; part < whole; part += 4) {
      a += (block[from + part] ?? 0) * (query[part] ?? 0)
      b += (block[from + part + 1] ?? 0) * (query[part + 1] ?? 0)
      c += (block[from + part + 2] ?? 0) * (query[part + 2] ?? 0)
      d += (block[from + part + 3] ?? 0) * (query[part + 3] ?? 0)
    }
    for (let part = whole; part < dimensions; part += 1)
      a += (block[from + part] ?? 0) * (query[part] ?? 0)
    return Math.max(-1, Math.min(1, a + b + (c + d)))
  }

  snapshot(): PackedSnapshot {
    return {
      dimensions: this.dimensions,
      size: this.size,
      blocks: [...this.#blocks],
      keys: this.#keys.slice(0, this.#end),
      checksums: this.#checksums.slice(0, this.#end),
    }
  }

  #newSlot(): number {
    const slot = this.#end
    this.#end += 1
    if (slot % rowsPerBlock === 0) {
      const bytes = rowsPerBlock * this.dimensions * Float32Array.BYTES_PER_ELEMENT
      this.#blocks.push(new Float32Array(new SharedArrayBuffer(bytes)))
    }
    if (slot >= this.#keys.length) {
      this.#keys = grown(this.#keys, new Float64Array(slot * 2))
      this.#checksums = grown(this.#checksums, new Uint32Array(slot * 2))
      this.#seen = grown(this.#seen, new Uint32Array(slot * 2))
    }
    return slot
  }
}

const grown = <Numbers extends Float64Array | Uint32Array>(from: Numbers, to: Numbers): Numbers => {
  to.set(from)
  return to
}
