import type { KeyedVector } from '../../../../src/domain/vectors.ts'

/** The same numbers from the same seed, from 0 to 1 (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Vectors of length 1 around as many centres as there are topics, as passages of a wiki lie: about a hundred to a topic. Each call of
 * `more` gives others out of the same topics, with keys that go on.
 */
export const clustered = (dimensions: number, topics: number, seed = 7) => {
  const random = randomFrom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const centres = Array.from({ length: topics }, () => Array.from({ length: dimensions }, normal))
  let key = 0
  const one = (): Float32Array => {
    const centre = centres[Math.floor(random() * topics)] ?? []
    const raw = centre.map((part) => part + 0.6 * normal())
    const length = Math.hypot(...raw)
    return Float32Array.from(raw, (part) => part / length)
  }
  return {
    one,
    more: (count: number): KeyedVector[] =>
      Array.from({ length: count }, () => {
        key += 1
        return { key, vector: one() }
      }),
  }
}
