import { crc32 } from 'node:zlib'
import type {
  KeyedVector,
  VectorHit,
  VectorRows,
  VisibleKeys,
} from '../../../../src/domain/vectors.ts'

/** Rows in memory, to be changed by tests. */
export interface TestRows extends VectorRows {
  readonly vectors: Map<number, Float32Array>
  put(vectors: readonly KeyedVector[]): void
}

export const rowsOf = (
  dimensions: number,
  { id = 'lsa of the runbooks', generation = '1' }: { id?: string; generation?: string } = {},
): TestRows => {
  const vectors = new Map<number, Float32Array>()
  return {
    space: { id, dimensions },
    generation,
    vectors,
    put: (some) => {
      for (const { key, vector } of some) vectors.set(key, vector)
    },
    marks: async (after, limit) =>
      [...vectors]
        .filter(([key]) => key > after)
        .sort(([one], [other]) => one - other)
        .slice(0, limit)
        .map(([key, vector]) => ({ key, checksum: crc32(new Uint8Array(vector.buffer)) })),
    read: async (keys) =>
      keys.flatMap((key) => {
        const vector = vectors.get(key)
        return vector === undefined ? [] : [{ key, vector }]
      }),
  }
}

export const visibleAmong = (keys: Iterable<number>): VisibleKeys => {
  const visible = new Set(keys)
  return {
    count: visible.size,
    has: (key) => visible.has(key),
    keys: () => visible,
  }
}

/** The truth, one vector after the other and all of them sorted. */
export const bruteForce = (
  vectors: Iterable<readonly [number, Float32Array]>,
  query: Float32Array,
  limit: number,
  visible: Pick<VisibleKeys, 'has'>,
): readonly VectorHit[] =>
  [...vectors]
    .filter(([key]) => visible.has(key))
    .map(([key, vector]) => ({
      key,
      score: vector.reduce((sum, part, at) => sum + part * (query[at] ?? 0), 0),
    }))
    .sort((one, other) => other.score - one.score || one.key - other.key)
    .slice(0, limit)

/** Which share of the truth was found. */
export const recallOf = (found: readonly VectorHit[], truth: readonly VectorHit[]): number => {
  const keys = new Set(found.map(({ key }) => key))
  return truth.length === 0 ? 1 : truth.filter(({ key }) => keys.has(key)).length / truth.length
}
