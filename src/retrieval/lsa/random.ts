/**
 * A generator of numbers from -1 to 1 that is the same everywhere for the same seed: mulberry32 (Tommy Ettinger), whose
 * 32 bits of state are plenty for a test matrix.
 */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}
