import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeRate, copyOutdatedProbability, isDue } from '../../src/freshness/change-rate.ts'

const hour = 3600
const at = (hours: number): string =>
  new Date(Date.UTC(2026, 5, 1) + hours * hour * 1000).toISOString()
/** So many visits, an hour apart. */
const visited = (count: number, changes: number) => ({
  visits: { count, changes },
  firstSeen: at(0),
  confirmed: at(count - 1),
})

describe('how often a page changes', () => {
  it.each([
    // n visits after the first, X of them with a change: -ln((n - X + 0.5) / (n + 0.5)) an hour.
    [2, 0, 0],
    [2, 1, Math.log(3)],
    [11, 1, -Math.log(9.5 / 10.5)],
    [11, 5, -Math.log(5.5 / 10.5)],
    [11, 10, -Math.log(0.5 / 10.5)],
  ])('%i visits with %i changes', (count, changes, perHour) => {
    expect(changeRate(visited(count, changes))).toBeCloseTo(perHour / hour, 12)
  })

  it.each([
    ['one visit', visited(1, 0)],
    ['visits at one moment', { ...visited(4, 1), confirmed: at(0) }],
    ['no visit that we know the time of', { ...visited(4, 1), confirmed: null }],
  ])('is unknown after %s', (_, one) => {
    expect(changeRate(one)).toBeNull()
    expect(copyOutdatedProbability(one, at(100))).toBeNull()
  })

  it('makes a copy the more doubtful the longer nobody looked', () => {
    const one = visited(11, 5)
    const seen = [10, 11, 20, 200].map((hours) => copyOutdatedProbability(one, at(hours)) ?? -1)
    expect(seen[0]).toBe(0)
    expect(seen[1]).toBeCloseTo(1 - 5.5 / 10.5, 9)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen[3]).toBeGreaterThan(0.999)
  })

  it('is a probability, whatever the visits', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(80), fc.nat(10_000), (count, changes, hours) => {
        const chance = copyOutdatedProbability(visited(count, changes), at(hours))
        expect(chance === null || (chance >= 0 && chance <= 1)).toBe(true)
      }),
    )
  })
})

describe('a page is due', () => {
  const bounds = { least: hour / 6, most: 12 * hour }
  const waited = (one: Parameters<typeof isDue>[0], hours: number) =>
    isDue(
      one,
      bounds,
      new Date(Date.parse(one.confirmed ?? '') + hours * hour * 1000).toISOString(),
    )

  it('at once where nobody saw it twice, but for the least time', () => {
    expect(waited(visited(1, 0), 0.1)).toBe(false)
    expect(waited(visited(1, 0), 0.2)).toBe(true)
  })

  it('late where it never changed, and never later than the most', () => {
    expect(waited(visited(50, 0), 11.9)).toBe(false)
    expect(waited(visited(50, 0), 12)).toBe(true)
  })

  it('the sooner the oftener it changed', () => {
    const soonest = (changes: number) =>
      Array.from({ length: 120 }, (_, index) => (index + 1) / 10).find((hours) =>
        waited(visited(101, changes), hours),
      )
    expect([1, 10, 50, 100].map(soonest)).toEqual([10.6, 1.1, 0.2, 0.2])
  })

  it('always where no visit is known', () => {
    expect(isDue({ ...visited(3, 0), confirmed: null }, bounds, at(0))).toBe(true)
  })
})
