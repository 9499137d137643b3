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

/** A passage's vector in one space. */
export interface KeyedVector {
  readonly key: number
  readonly vector: Float32Array
}

/** Tells a passage's vector from another without reading it. */
export interface VectorMark {
  readonly key: number
  /** CRC-32 of the vector's bytes. */
  readonly checksum: number
}

/** The vectors of one space as rows hold them: the truth, of which every index is a cache. Vectors of zeros are left out. */
export interface VectorRows {
  readonly space: VectorSpace
  /** Tells this space from one of the same id in another database, or made at another time. */
  readonly generation: string
  /** Ascending by key, those behind `after`. */
  marks(after: number, limit: number): Promise<readonly VectorMark[]>
  /** Those of the passages that have a vector. */
  read(keys: readonly number[]): Promise<readonly KeyedVector[]>
}

/** How well an index answers just now. */
export interface VectorIndexStatus {
  /**
   * `exact` compares with every vector, `approximate` with those that its graph leads to. While it is `building`, some or all passages
   * are found by their words alone.
   */
  readonly state: 'exact' | 'building' | 'approximate'
  /** Why, in words. */
  readonly reason: string
  /** How many passages it holds. */
  readonly passages: number
  /** What went wrong and may be mended, in words; answers are right all the same. */
  readonly problem: string | null
}
