/** A share of counted cases with its 95 % interval, as far as people read it. */
export interface Share {
  readonly hits: number
  readonly of: number
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

export const percent = (share: number | null): string =>
  share === null ? 'none' : `${(share * 100).toFixed(1)} %`

export const shareInWords = ({ hits, of, share, low, high }: Share): string =>
  share === null
    ? `${hits}/${of}`
    : `${hits}/${of} ${percent(share)} (95 %: ${percent(low)} to ${percent(high)})`
