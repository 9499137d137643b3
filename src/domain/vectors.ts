/** What one model makes at one time. Vectors of two spaces are never compared. */
export interface VectorSpace {
  /** Names the space: another model, other weights or another fit is another id. */
  readonly id: string
  readonly dimensions: number
}

/** Turns texts into vectors of one space, each of length 1, or all zeros where the text says nothing to it. */
export interface Embedder {
  readonly space: VectorSpace
  embedDocuments(texts: readonly string[]): Promise<readonly Float32Array[]>
  embedQuery(text: string): Promise<Float32Array>
}

/** A passage near a query. */
export interface VectorHit {
  /** The store's number of the passage. */
  readonly key: number
  /** Cosine of the angle between the two, from -1 to 1. */
  readonly score: number
}

/** The passages that a search may see: applied before anything is ranked. */
export interface VisibleKeys {
  readonly count: number
  has(key: number): boolean
  keys(): Iterable<number>
}
