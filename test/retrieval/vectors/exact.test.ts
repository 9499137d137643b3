import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchExactly } from '../../../src/retrieval/vectors/exact.ts'
import { PackedVectors } from '../../../src/retrieval/vectors/packed.ts'
import { clustered } from './support/clustered.ts'
import { bruteForce, visibleAmong } from './support/rows.ts'

// Eighths multiply and add up without any rounding, so that ties are ties.
const dimensions = 7
const eighth = fc.integer({ min: -8, max: 8 }).map((part) => part / 64)
const vector = fc.array(eighth, { minLength: dimensions, maxLength: dimensions })
const step = fc.record({
  key: fc.integer({ min: 1, max: 40 }),
  vector: fc.option(vector, { nil: null }),
  mayReuse: fc.boolean(),
})

describe('exact search', () => {
  it('finds what sorting all of them finds, after any changes', () => {
    const seen = fc.uniqueArray(fc.integer({ min: 1, max: 45 }))
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        vector,
        fc.integer({ min: 1, max: 12 }),
        seen,
        (steps, raw, limit, keys) => {
          const packed = new PackedVectors(dimensions)
          const truth = new Map<number, Float32Array>()
          for (const { key, vector: parts, mayReuse } of steps) {
            packed.remove(key)
            truth.delete(key)
            if (parts === null) continue
            packed.add(key, 0, Float32Array.from(parts), mayReuse)
            truth.set(key, Float32Array.from(parts))
          }
          const query = Float32Array.from(raw)
          const visible = visibleAmong(keys)
          expect(searchExactly(packed, query, limit, visible)).toEqual(
            bruteForce(truth, query, limit, visible),
          )
          expect(packed.size).toBe(truth.size)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('puts the lower key first where two score alike', () => {
    const packed = new PackedVectors(2)
    for (const key of [9, 3, 7, 5]) packed.add(key, 0, Float32Array.of(0.6, 0.8), true)
    const visible = visibleAmong([3, 5, 7, 9])
    const hits = searchExactly(packed, Float32Array.of(0.6, 0.8), 3, visible)
    expect(hits.map(({ key }) => key)).toEqual([3, 5, 7])
    expect(hits[0]?.score).toBeCloseTo(1)
  })

  it('goes through more than one block of memory', () => {
    const passages = clustered(8, 20)
    const packed = new PackedVectors(8)
    const all = passages.more(3000)
    for (const { key, vector } of all) packed.add(key, 0, vector, true)
    const query = passages.one()
    const visible = visibleAmong(packed.keys())
    const truth = bruteForce(
      all.map(({ key, vector }) => [key, vector] as const),
      query,
      25,
      visible,
    )
    const hits = searchExactly(packed, query, 25, visible)
    expect(hits.map(({ key }) => key)).toEqual(truth.map(({ key }) => key))
  })

  it('takes a place that became free only where it may', () => {
    const packed = new PackedVectors(2)
    packed.add(1, 0, Float32Array.of(1, 0), true)
    packed.remove(1)
    packed.add(2, 0, Float32Array.of(0, 1), false)
    expect([packed.slot(2), packed.end]).toEqual([1, 2])
    packed.add(3, 0, Float32Array.of(0, 1), true)
    expect([packed.slot(3), packed.end]).toEqual([0, 2])
  })
})
