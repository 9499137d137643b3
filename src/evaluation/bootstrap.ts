/** The mean of measured cases, with the bounds between which it lies with 95 % confidence. */
export interface Mean {
  readonly of: number
  /** Null where there were no cases. */
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

const resamples = 2_000
const seed = 1979

/**
 * The mean with the percentile bootstrap's interval (Efron, Annals of Statistics 7, 1979), drawn from a fixed seed: the same values in the same
 * order have the same bounds.
 */
export function meanOf(values: readonly number[]): Mean {
  const of = values.length
  if (of === 0) return { of, mean: null, low: null, high: null }
  const below = numbers(seed)
  const means = Array.from({ length: resamples }, () => {
    let sum = 0
    for (let drawn = 0; drawn < of; drawn += 1) sum += values[below(of)] ?? 0
    return sum / of
  }).sort((a, b) => a - b)
  const at = (share: number): number => means[Math.round(share * (resamples - 1))] ?? 0
  return { of, mean: sumOf(values) / of, low: at(0.025), high: at(0.975) }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

/** A repeatable generator of whole numbers from 0 to below a bound (mulberry32). */
const numbers = (start: number) => {
  let state = start >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
