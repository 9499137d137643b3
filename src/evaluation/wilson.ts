/** A share of counted cases, with the bounds between which it lies with 95 % confidence. */
export interface Share {
  readonly hits: number
  readonly of: number
  /** Null where there were no cases. */
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

const z = 1.959963984540054

/** Wilson's score interval for a binomial share (Wilson, JASA 22, 1927). */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: null, low: null, high: null }
  const share = hits / of
  const scale = 1 + z ** 2 / of
  const centre = (share + z ** 2 / (2 * of)) / scale
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { hits, of, share, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) }
}
