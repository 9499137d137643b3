import { expect, test } from 'vitest'
import { type Held, trendsOf } from './memory.ts'

/** A run of ten minutes, looked at each second; its heap goes up and down by 50 MB as garbage comes and is collected. */
const run = (resident: (minute: number) => number, heap: (minute: number) => number): Held[] =>
  Array.from({ length: 601 }, (_, seconds) => ({
    seconds,
    resident: resident(seconds / 60) * 1e6,
    heap: (heap(seconds / 60) + (seconds % 7) * 7) * 1e6,
  }))

test.each([
  ['memory that is flat', () => 400, () => 120, 0, 0],
  [
    'memory that is flat once it is warm',
    (at: number) => 300 + Math.min(at, 3) * 40,
    (at: number) => 80 + Math.min(at, 3) * 20,
    0,
    0,
  ],
  ['a leak', (at: number) => 400 + at * 5, (at: number) => 120 + at * 4, 5, 4],
  ['a leak that memory to spare still hides', () => 600, (at: number) => 120 + at * 4, 0, 4],
])('%s is told by its growth', (_, resident, heap, residentGrowth, heapGrowth) => {
  const trends = trendsOf(run(resident, heap))
  expect(trends.resident.growth).toBeCloseTo(residentGrowth, 1)
  expect(trends.heap.growth).toBeCloseTo(heapGrowth, 0)
})
