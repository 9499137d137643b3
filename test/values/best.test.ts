import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestOf } from '../../src/values/best.ts'

it('the best are those that sorting puts first, whatever there is to choose from', () => {
  const scored = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: -4, max: 4 })))
  fc.assert(
    fc.property(scored, fc.nat(12), (rows, limit) => {
      const distinct = [...new Map(rows).entries()]
      const best = bestOf(
        distinct.map(([item]) => item),
        distinct.map(([, score]) => score),
        limit,
      )
      const sorted = distinct.sort(([one, a], [other, b]) => b - a || one - other).slice(0, limit)
      expect(best.map(({ item, score }) => [item, score])).toEqual(sorted)
    }),
  )
})
