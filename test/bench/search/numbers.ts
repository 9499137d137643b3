/** Draws whole numbers from 0 to below a bound. */
export type Pick = (below: number) => number

/** A repeatable generator of numbers (mulberry32). */
export const numbers = (seed: number): Pick => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export const one = <Item>(items: readonly Item[], pick: Pick): Item | undefined =>
  items[pick(items.length)]

/** A number from the normal distribution, roughly: the sum of four even ones, whose variance is a third. */
export const bell = (pick: Pick): number => {
  let sum = -2
  for (let index = 0; index < 4; index += 1) sum += pick(1_000_000) / 1_000_000
  return sum * Math.sqrt(3)
}
