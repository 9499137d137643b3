import { rm } from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { buildBeside, canBuildBeside } from './build.ts'
import { HnswGraph } from './hnsw.ts'
import type { IndexFiles } from './index-files.ts'
import type { HnswLibrary } from './library.ts'
import { type Marks, noMarks } from './marks.ts'
import type { PackedSnapshot } from './packed.ts'

/** What it takes to read and write a graph. */
export interface GraphFileParts {
  readonly library: HnswLibrary
  readonly dimensions: number
  /** Null where nothing is to be kept in files. */
  readonly files: IndexFiles | null
  /** Whoever aborts it does not want to hear what came of it. */
  readonly signal: AbortSignal
}

/** What came of reading one. */
export type ReadGraph =
  | { readonly graph: HnswGraph }
  | { readonly graph: null; readonly because: string }

/** A graph's way into its file and back. Where that fails, the graph stays in memory, and a problem says so. */
export class GraphFile {
  readonly #parts: GraphFileParts
  #problem: string | null = null

  constructor(parts: GraphFileParts) {
    this.#parts = parts
  }

  get problem(): string | null {
    return this.#problem
  }

  /** The graph as it was last kept; whatever is wrong with its file, there just is none. */
  async read(): Promise<ReadGraph> {
    const { files } = this.#parts
    if (files === null) return { graph: null, because: 'it is kept in memory only' }
    const found = await files.find()
    if (found.stored === null) return { graph: null, because: found.because }
    const { path, count, marks } = found.stored
    const graph = await this.#load(path, count, marks)
    return graph === null ? { graph, because: 'its file is damaged' } : { graph }
  }

  /** Has another thread build a graph and write its file. Null where none can, or its work did not arrive. */
  async buildBeside(snapshot: PackedSnapshot): Promise<HnswGraph | null> {
    const { files, signal } = this.#parts
    if (files === null || !canBuildBeside()) return null
    const part = files.newPart()
    try {
      await buildBeside({ snapshot, file: part }, signal)
      const graph = await this.#load(part, snapshot.size, snapshot)
      if (graph === null) throw unfinished()
      await this.#commit(part, graph)
      return graph
    } catch (error) {
      this.#report(error)
      return null
    } finally {
      await rm(part, { force: true })
    }
  }

  /** Writes a graph, to which nothing may be done meanwhile. */
  async save(graph: HnswGraph): Promise<void> {
    const { files } = this.#parts
    if (files === null) return
    const part = files.newPart()
    try {
      await graph.write(part)
      // hnswlib says nothing where the disk is full: what was written is read back.
      const copy = await this.#load(part, graph.count, noMarks)
      if (copy === null) throw unfinished()
      copy.free()
      await this.#commit(part, graph)
    } catch (error) {
      this.#report(error)
    } finally {
      await rm(part, { force: true })
    }
  }

  async #commit(part: string, graph: HnswGraph): Promise<void> {
    try {
      await this.#parts.files?.commit(part, graph.count, graph.marks())
      this.#problem = null
    } catch (error) {
      this.#report(error)
    }
  }

  async #load(
    file: string,
    count: number,
    { keys, checksums }: Marks | PackedSnapshot,
  ): Promise<HnswGraph | null> {
    const marks = new Map<number, number>()
    for (const [at, key] of keys.entries()) {
      // An empty slot of a snapshot.
      if (key !== 0) marks.set(key, checksums[at] ?? 0)
      if (at % 20_000 === 0) await breathe()
    }
    const { library, dimensions } = this.#parts
    const graph = await HnswGraph.read(library, dimensions, file, marks).catch(() => null)
    return graph?.count === count ? graph : null
  }

  #report(error: unknown): void {
    if (this.#parts.signal.aborted) return
    const why = error instanceof Error ? error.message : String(error)
    this.#problem = `the index of vectors could not be kept in its file (${why}): it stays in memory, and is built anew at the next start`
  }
}

const unfinished = () => new Error('not all of it could be written: is the disk full?')
