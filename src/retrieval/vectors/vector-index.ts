import { PlumblineError } from '../../domain/errors.ts'
import type {
  VectorHit,
  VectorIndexStatus,
  VectorRows,
  VectorSpace,
  VisibleKeys,
} from '../../domain/vectors.ts'
import { Best } from '../../values/best.ts'
import { hitsOf, offerAmong, searchExactly } from './exact.ts'
import { GraphKeeper } from './graph-keeper.ts'
import { efFor, type HnswGraph } from './hnsw.ts'
import { IndexFiles } from './index-files.ts'
import { type FoundLibrary, loadLibrary } from './library.ts'
import { defaultLimits, isExactFaster, type VectorLimits } from './limits.ts'
import { PackedVectors } from './packed.ts'
import { statusOf } from './status.ts'
import { followRows } from './sync.ts'

/** How to open an index. */
export interface VectorIndexOptions {
  readonly rows: VectorRows
  /** Where its file is kept, beside the database; null for a database in memory. */
  readonly folder: string | null
  /** Whether building a graph is worth it: not for a program that ends when its one question is answered. */
  readonly builds?: boolean
  readonly limits?: VectorLimits
  readonly library?: () => Promise<FoundLibrary>
}

/** Finds the passages nearest to a query, over the vectors of one space. Rows are the truth; all else here can be made anew from them. */
export interface VectorIndex {
  readonly space: VectorSpace
  status(): VectorIndexStatus
  /**
   * The nearest of the visible passages, best first. Nothing before the first update, nor for a query that says nothing; a query of
   * another space is refused.
   */
  search(query: Float32Array, limit: number, visible: VisibleKeys): readonly VectorHit[]
  /** Brings what is found in line with the rows: to be called after these have changed. What takes long goes on afterwards, beside other work. */
  update(): Promise<void>
  /** Once nothing is being built or written any more. */
  settled(): Promise<void>
  /** Stops what is under way; nothing of the rows is lost. */
  close(): Promise<void>
}

/** Opens an index; it finds nothing before its first update. */
export const openVectorIndex = (options: VectorIndexOptions): VectorIndex => new RowsIndex(options)

class RowsIndex implements VectorIndex {
  readonly space: VectorSpace
  readonly #options: VectorIndexOptions
  readonly #limits: VectorLimits
  readonly #packed: PackedVectors
  #keeper: GraphKeeper | null = null
  #withoutLibrary: string | null = null
  #isRead = false
  #isClosed = false
  #running: Promise<void> = Promise.resolve()
  #waiting: Promise<void> | null = null

  constructor(options: VectorIndexOptions) {
    this.space = options.rows.space
    this.#options = options
    this.#limits = options.limits ?? defaultLimits
    this.#packed = new PackedVectors(this.space.dimensions)
  }

  status(): VectorIndexStatus {
    return statusOf({
      isRead: this.#isRead,
      packed: this.#packed,
      keeper: this.#keeper,
      limits: this.#limits,
      withoutLibrary: this.#withoutLibrary,
    })
  }

  search(query: Float32Array, limit: number, visible: VisibleKeys): readonly VectorHit[] {
    const { dimensions, id } = this.space
    if (query.length !== dimensions) {
      const message = `the query has ${query.length} dimensions, the vector space ${id} has ${dimensions}`
      throw new PlumblineError('store.other-space', message)
    }
    const seen = Math.min(visible.count, this.#packed.size)
    if (!this.#isRead || limit < 1 || seen === 0 || !saysSomething(query)) return []
    const graph = this.#keeper?.graph ?? null
    if (graph !== null && !this.#isExactFaster(seen, limit, graph))
      return this.#searchGraph(graph, query, limit, visible)
    const keepsWaiting = seen * dimensions > this.#limits.meanwhile
    if (graph === null && this.#keeper?.isAwaited === true && keepsWaiting) return []
    return searchExactly(this.#packed, query, limit, visible)
  }

  update(): Promise<void> {
    // One that has not begun yet sees all that one called now would see.
    if (this.#waiting !== null) return this.#waiting
    const next = this.#running.then(() => {
      this.#waiting = null
      return this.#update()
    })
    this.#waiting = next
    this.#running = next.catch(() => undefined)
    return next
  }

  async settled(): Promise<void> {
    await this.#running
    await this.#keeper?.settled()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
    await this.#keeper?.close()
    this.#isRead = false
  }

  #isExactFaster(seen: number, limit: number, graph: HnswGraph): boolean {
    return (
      seen * this.space.dimensions <= this.#limits.exact ||
      isExactFaster(seen, graph.size, efFor(limit, graph.size))
    )
  }

  #searchGraph(
    graph: HnswGraph,
    query: Float32Array,
    limit: number,
    visible: VisibleKeys,
  ): readonly VectorHit[] {
    const packed = this.#packed
    const tail = this.#keeper?.tail ?? new Set()
    // The graph may still hold what is gone, or what a passage was before.
    const has = (key: number) => visible.has(key) && packed.has(key) && !tail.has(key)
    const nearest = new Best(limit)
    const found = graph.search(query, limit, { count: visible.count, has })
    offerAmong(packed, query, nearest, found)
    if (tail.size * packed.dimensions <= this.#limits.meanwhile) {
      const lacking = [...tail].filter((key) => visible.has(key))
      offerAmong(packed, query, nearest, lacking)
    }
    return hitsOf(nearest)
  }

  async #update(): Promise<void> {
    if (this.#isClosed) return
    if (!this.#isRead) await this.#open()
    const packed = this.#packed
    await followRows(this.#options.rows, packed, {
      added: ({ key, checksum }, vector) => {
        packed.add(key, checksum, vector, this.#keeper?.isReading !== true)
        this.#keeper?.touched(key, checksum)
      },
      removed: (key) => {
        packed.remove(key)
        this.#keeper?.touched(key, null)
      },
      isWanted: () => !this.#isClosed,
    })
    if (!this.#isRead) await this.#keeper?.settleRead()
    this.#isRead = !this.#isClosed
    if (this.#isRead && this.#options.builds !== false) this.#keeper?.tend()
  }

  /** Once; again where the rows could not be read to their end. */
  async #open(): Promise<void> {
    if (this.#keeper !== null || this.#withoutLibrary !== null) return
    const found = await (this.#options.library ?? loadLibrary)()
    if (found.library === null) {
      this.#withoutLibrary = found.because
      return
    }
    const { rows, folder } = this.#options
    const files = folder === null ? null : new IndexFiles(folder, rows.space, rows.generation)
    const { library } = found
    const keeper = new GraphKeeper({
      packed: this.#packed,
      library,
      files,
      exact: this.#limits.exact,
    })
    await keeper.read()
    this.#keeper = keeper
  }
}

/** Whether a query has a direction at all. */
const saysSomething = (query: Float32Array): boolean => {
  let squares = 0
  for (const part of query) squares += part * part
  return squares > 0 && Number.isFinite(squares)
}
