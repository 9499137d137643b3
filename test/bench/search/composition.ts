import type { RetrievalPorts } from '../../../src/retrieval/retrieve.ts'
import type { Store } from '../../../src/store/store.ts'

/** The vectors that a dense leg searches: what it finds is compared with them all, and plain indexes are measured with them. */
export interface DenseFigures {
  readonly dimensions: number
  /** Of every passage, in the order of the keys. */
  vectors(): AsyncIterable<Float32Array>
  embedQuery(text: string): Promise<Float32Array>
  /** The keys of the passages nearest to a text, as the leg finds them. */
  nearest(text: string, limit: number): Promise<readonly number[]>
}

/** Retrieval over a store as answers use it; what has to be fitted or built first, is. */
export interface Composed {
  readonly ports: RetrievalPorts
  /** Null where words are all that is looked for. */
  readonly dense: DenseFigures | null
}

/** Puts retrieval together over a store that holds all passages: the one place of the benchmark that knows how. */
export const compose = async (store: Store): Promise<Composed> => ({
  ports: { search: store.passages },
  dense: null,
})
