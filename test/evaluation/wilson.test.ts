import { expect, test } from 'vitest'
import { shareOf } from '../../src/evaluation/wilson.ts'

// Bounds from the tables of R's binom.confint(x, n, methods = 'wilson').
test.each([
  [35, 37, 0.9459, 0.823, 0.985],
  [0, 10, 0, 0, 0.2775],
  [10, 10, 1, 0.7225, 1],
  [1, 2, 0.5, 0.0945, 0.9055],
])('%i of %i', (hits, of, share, low, high) => {
  const interval = shareOf(hits, of)
  expect(interval.share).toBeCloseTo(share, 4)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test('of nothing there is no share', () => {
  expect(shareOf(0, 0)).toEqual({ hits: 0, of: 0, share: null, low: null, high: null })
})
