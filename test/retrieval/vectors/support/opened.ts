import { onTestFinished } from 'vitest'
import type {
  VectorIndex,
  VectorIndexOptions,
} from '../../../../src/retrieval/vectors/vector-index.ts'
import { openVectorIndex } from '../../../../src/retrieval/vectors/vector-index.ts'
import { bruteForce, recallOf, type TestRows, visibleAmong } from './rows.ts'

/** A graph for everything above sixty vectors of eight dimensions. */
export const soon = { exact: 60 * 8, meanwhile: 100_000 }

/** An index that is closed with the test. */
export const openIndex = (options: VectorIndexOptions): VectorIndex => {
  const index = openVectorIndex({ limits: soon, ...options })
  onTestFinished(() => index.close())
  return index
}

/** What share of the truth an index finds, over some queries; it never finds what is not in the rows. */
export const recall = (
  index: VectorIndex,
  { vectors }: TestRows,
  queries: readonly Float32Array[],
  visible = visibleAmong(vectors.keys()),
): number => {
  const shares = queries.map((query) => {
    const hits = index.search(query, 10, visible)
    const strangers = hits.filter(({ key }) => !vectors.has(key) || !visible.has(key))
    if (strangers.length > 0) throw new Error(`found ${strangers[0]?.key}, which is not there`)
    return recallOf(hits, bruteForce(vectors, query, 10, visible))
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
