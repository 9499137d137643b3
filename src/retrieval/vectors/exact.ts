import type { VectorHit, VisibleKeys } from '../../domain/vectors.ts'
import { Best } from '../../values/best.ts'
import type { PackedVectors } from './packed.ts'

/** The nearest of the visible vectors, found by comparing with each of them; of two that score alike, the lower key is first. */
export const searchExactly = (
  packed: PackedVectors,
  query: Float32Array,
  limit: number,
  visible: VisibleKeys,
): readonly VectorHit[] => {
  const nearest = new Best(Math.min(limit, packed.size))
  if (visible.count < packed.size) offerAmong(packed, query, nearest, visible.keys())
  else offerAll(packed, query, nearest, visible)
  return hitsOf(nearest)
}

/** What was offered and kept, best first. */
export const hitsOf = (nearest: Best): readonly VectorHit[] =>
  nearest.ranked().map(({ item, score }) => ({ key: item, score }))

/** Offers those of the keys that have a vector. */
export const offerAmong = (
  packed: PackedVectors,
  query: Float32Array,
  nearest: Best,
  keys: Iterable<number>,
): void => {
  for (const key of keys) {
    const slot = packed.slot(key)
    if (slot !== null) nearest.offer(key, packed.score(slot, query))
  }
}

// One after the other as they lie in memory, which is faster than looking each up.
const offerAll = (
  packed: PackedVectors,
  query: Float32Array,
  nearest: Best,
  visible: VisibleKeys,
): void => {
  for (let slot = 0; slot < packed.end; slot += 1) {
    const key = packed.keyAt(slot)
    if (key !== 0 && visible.has(key)) nearest.offer(key, packed.score(slot, query))
  }
}
