import type { Postings } from './postings.ts'
import type { Visible } from './visible.ts'

/** BM25's constants (Robertson and Zaragoza 2009), as FTS5 has them. */
const [k1, b] = [1.2, 0.75]
/** The least a term weighs, however common, as FTS5 has it. */
const leastWeight = 1e-6

/** What the length of a text does to how often a term stands in it. */
export const dampingOf = (length: number, usual: number): number =>
  k1 * (1 - b + (b * length) / usual)

/** Scores of places, by place. */
export interface Scored {
  readonly places: Int32Array
  readonly scores: Float64Array
}

const counted = new WeakMap<Postings, { readonly visible: Visible; readonly count: number }>()

/** In how many of the visible passages a term stands. */
export const visibleIn = (postings: Postings, visible: Visible): number => {
  const before = counted.get(postings)
  if (before?.visible === visible) return before.count
  let count = 0
  for (const place of postings.places) count += visible.places[place] ?? 0
  counted.set(postings, { visible, count })
  return count
}

/**
 * BM25 as if the index held nothing but what may be seen: how rare a term is and how long a passage usually is are counted among that alone.
 * FTS5's own `bm25` counts over all rows, and over rows that are no more, so that a score would tell of what its reader may not see.
 */
export const score = (terms: readonly Postings[], visible: Visible): Scored => {
  const { catalogue, places: seen, count, damping } = visible
  const scores = new Float64Array(catalogue.count)
  const most = terms.reduce((sum, { places }) => sum + places.length, 0)
  const touched = new Int32Array(Math.min(most, catalogue.count))
  let size = 0
  const marked = new Uint8Array(catalogue.count)
  for (const postings of terms) {
    const holding = visibleIn(postings, visible)
    const weight = Math.max(Math.log((count - holding + 0.5) / (holding + 0.5)), leastWeight)
    const { places, often } = postings
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0
      if (seen[place] !== 1) continue
      const f = often[at] ?? 0
      scores[place] = (scores[place] ?? 0) + (weight * f * (k1 + 1)) / (f + (damping[place] ?? 0))
      if (marked[place] === 1) continue
      marked[place] = 1
      touched[size] = place
      size += 1
    }
  }
  const places = touched.slice(0, size)
  // Rounded, so that it does not matter in which order parts are added.
  return {
    places,
    scores: Float64Array.from(places, (place) => Math.round((scores[place] ?? 0) * 1e9) / 1e9),
  }
}
