import { describe, expect, it } from 'vitest'
import { Gatherer } from '../../../src/retrieval/lsa/gather.ts'

const unbounded = { texts: 1e6, entries: 1e6, terms: 1e6 }

/** Texts that each have a word of their own, by which a kept row is known again. */
const gather = (count: number, bounds: Partial<typeof unbounded>) => {
  const gatherer = new Gatherer({ ...unbounded, ...bounds })
  for (let index = 0; index < count; index += 1) gatherer.add(`ticket case${index}`)
  return gatherer.gathered()
}

describe('gathering', () => {
  it('keeps every text within its bounds, with how often each term stands in it', () => {
    const gatherer = new Gatherer(unbounded)
    gatherer.add('Refund the refunded card')
    gatherer.add('A card')
    const { texts, terms, counts } = gatherer.gathered()
    expect(texts).toBe(2)
    expect(terms).toEqual(['refund', 'card'])
    expect([...counts.starts]).toEqual([0, 2, 3])
    expect([...counts.indices]).toEqual([0, 1, 1])
    expect([...counts.values]).toEqual([2, 1, 1])
  })

  it.each([
    ['texts', { texts: 100 }],
    ['entries', { entries: 200 }],
    ['terms', { terms: 101 }],
  ])('holds to its bound of %s, and spreads what it keeps', (_, bounds) => {
    const { texts, terms, counts } = gather(5_000, bounds)
    expect(texts).toBe(5_000)
    expect(counts.rows).toBeGreaterThan(70)
    expect(counts.rows).toBeLessThanOrEqual(100)
    expect(counts.columns).toBe(counts.rows + 1)
    const kept = terms
      .filter((term) => term.startsWith('case'))
      .map((term) => Number(term.slice(4)))
    const gaps = kept.slice(1).map((index, before) => index - kept[before]!)
    expect(Math.max(...gaps)).toBeLessThan((3 * 5_000) / counts.rows)
    expect(new Set(kept.map((index) => index % 10)).size).toBe(10)
  })

  it('keeps the rows of a sample true to their texts', () => {
    const { terms, counts } = gather(500, { texts: 50 })
    for (let row = 0; row < counts.rows; row += 1) {
      const [first, second] = counts.indices.subarray(counts.starts[row], counts.starts[row + 1])
      expect(terms[first!]).toBe('ticket')
      expect(terms[second!]).toMatch(/^case\d+$/)
    }
  })
})
