import { setImmediate as breathe } from 'node:timers/promises'
import { addedAtOnce, buildHere } from './build.ts'
import { GraphFile } from './graph-file.ts'
import { type HnswGraph, largestLabel } from './hnsw.ts'
import type { IndexFiles } from './index-files.ts'
import type { HnswLibrary } from './library.ts'
import { copyOut, type PackedVectors } from './packed.ts'

/** A graph with more of them marked deleted than this share is built anew. */
const mostDeleted = 0.2
/** Where more than this share of the vectors is not in the graph yet, building anew beside other work is better than adding them here. */
const mostAdded = 0.5
/** A graph that changed by this share since it was written, and by so many vectors, is written again. */
const [unsavedShare, unsavedLeast] = [0.05, 1000]

/** What the keeper of a graph works with. */
export interface KeeperParts {
  readonly packed: PackedVectors
  readonly library: HnswLibrary
  readonly files: IndexFiles | null
  /** Numbers to multiply up to which there is no graph. */
  readonly exact: number
}

/** Keeps a graph in line with packed vectors: builds it, reads and writes its file, adds and removes. One thing at a time. */
export class GraphKeeper {
  readonly #parts: KeeperParts
  readonly #file: GraphFile
  readonly #over = new AbortController()
  /** Vectors that the graph lacks, or holds an older one of. */
  readonly #tail = new Set<number>()
  /** Vectors of the graph that are gone. */
  readonly #stale = new Set<number>()
  /** What changed since the graph was begun that is being built. */
  #journal: Set<number> | null = null
  #graph: HnswGraph | null = null
  #unsaved = 0
  #tending: Promise<void> | null = null
  #isDue = false
  #problem: string | null = null
  #because: string | null = null

  constructor(parts: KeeperParts) {
    this.#parts = parts
    const { library, files, packed } = parts
    const { dimensions } = packed
    this.#file = new GraphFile({ library, dimensions, files, signal: this.#over.signal })
  }

  get graph(): HnswGraph | null {
    return this.#graph
  }

  /** What the graph does not answer for. */
  get tail(): ReadonlySet<number> {
    return this.#tail
  }

  /** Whether there is no graph, but soon will be, where so many vectors are worth one. */
  get isAwaited(): boolean {
    return this.#graph === null && this.#tending !== null
  }

  /** Whether the memory of vectors that are gone is being read. */
  get isReading(): boolean {
    return this.#journal !== null
  }

  get problem(): string | null {
    return this.#problem ?? this.#file.problem
  }

  /** Why the graph has to be built, in words. */
  get because(): string | null {
    return this.#because
  }

  /** Reads the graph's file, before anything is packed. */
  async read(): Promise<void> {
    const read = await this.#file.read()
    this.#graph = read.graph
    if (read.graph === null) this.#because = read.because
  }

  /** After everything is packed for the first time: finds what the graph that was read holds and rows do not. */
  async settleRead(): Promise<void> {
    let looked = 0
    for (const key of this.#graph?.keys() ?? []) {
      if (!this.#parts.packed.has(key)) this.#stale.add(key)
      looked += 1
      if (looked % 20_000 === 0) await breathe()
    }
  }

  /** Tells that a vector was packed, or is no more. */
  touched(key: number, checksum: number | null): void {
    this.#journal?.add(key)
    if (this.#graph === null) return
    if (checksum === null) {
      this.#tail.delete(key)
      if (this.#graph.holds(key)) this.#stale.add(key)
    } else if (this.#graph.has({ key, checksum }) && !this.#stale.has(key)) this.#tail.delete(key)
    else this.#tail.add(key)
  }

  /** Brings the graph in line beside other work; never rejects. */
  tend(): void {
    this.#isDue = true
    this.#tending ??= this.#work()
  }

  /** Once nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#tending !== null) await this.#tending
  }

  async close(): Promise<void> {
    this.#over.abort()
    await this.settled()
    this.#drop()
  }

  async #work(): Promise<void> {
    // Not before whoever asked for it holds the promise.
    await breathe()
    try {
      while (this.#isDue && !this.#over.signal.aborted) {
        this.#isDue = false
        while (await this.#step());
      }
      this.#problem = null
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#problem = `the index of vectors could not be brought in line (${why}): what it lacks is compared one by one`
    } finally {
      this.#tending = null
    }
  }

  /** Does what is most urgent; false where nothing is left to do. */
  async #step(): Promise<boolean> {
    const { packed, exact } = this.#parts
    const numbers = packed.size * packed.dimensions
    const graph = this.#graph
    if (graph === null) return numbers > exact && packed.largestKey <= largestLabel && this.#build()
    if (numbers * 2 <= exact || packed.largestKey > largestLabel) return this.#drop()
    const deleted = graph.count - graph.size + this.#stale.size
    if (deleted > mostDeleted * graph.count) return this.#build()
    if (this.#tail.size > mostAdded * packed.size) return this.#build()
    if (this.#tail.size + this.#stale.size > 0) return this.#grow(graph)
    const isDue = this.#unsaved > Math.max(unsavedShare * graph.count, unsavedLeast)
    if (isDue) await this.#save(graph)
    return isDue
  }

  #drop(): false {
    this.#graph?.free()
    this.#graph = null
    this.#tail.clear()
    this.#stale.clear()
    this.#unsaved = 0
    return false
  }

  /** A new graph of all that is packed; the older one serves until it stands. */
  async #build(): Promise<boolean> {
    const journal = new Set<number>()
    this.#journal = journal
    try {
      const { packed, library } = this.#parts
      const snapshot = packed.snapshot()
      const isWanted = () => !this.#over.signal.aborted
      const beside = await this.#file.buildBeside(snapshot)
      const graph = beside ?? (await buildHere(library, snapshot, isWanted))
      if (graph === null) return false
      this.#drop()
      this.#graph = graph
      this.#journal = null
      for (const key of journal) this.touched(key, packed.checksum(key))
      if (beside === null) await this.#save(graph)
      return true
    } finally {
      this.#journal = null
    }
  }

  async #grow(graph: HnswGraph): Promise<boolean> {
    const { packed } = this.#parts
    this.#unsaved += this.#stale.size + this.#tail.size
    for (const key of this.#stale) if (!this.#tail.has(key)) graph.remove(key)
    this.#stale.clear()
    let added = 0
    for (const key of this.#tail) {
      const [slot, checksum] = [packed.slot(key), packed.checksum(key)]
      if (slot !== null && checksum !== null)
        graph.add({ key, checksum }, (point) => copyOut(packed, slot, point))
      this.#tail.delete(key)
      added += 1
      if (added % addedAtOnce > 0) continue
      await breathe()
      if (this.#over.signal.aborted) return false
    }
    return true
  }

  /** Where that fails, it is tried again when the graph has changed as much again. */
  async #save(graph: HnswGraph): Promise<void> {
    this.#unsaved = 0
    await this.#file.save(graph)
  }
}
