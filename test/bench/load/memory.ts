/** What a server held at a moment: its whole memory, and what of its heap was in use. Bytes, and seconds from the start. */
export interface Held {
  readonly seconds: number
  readonly resident: number
  readonly heap: number
}

/** How memory went once a server was warm, in megabytes; growth is for each minute, by least squares. */
export interface Trend {
  readonly first: number
  readonly last: number
  readonly growth: number
}

/** So much of a run counts as warming up: caches fill, and the heap takes the size that the work wants. */
const warmUp = 1 / 3
const windows = 10

/** All memory, and the least of the heap in each tenth of what follows warming up: what is left when garbage has just been collected. */
export function trendsOf(held: readonly Held[]): {
  readonly resident: Trend
  readonly heap: Trend
} {
  const end = held.at(-1)?.seconds ?? 0
  const warm = held.filter(({ seconds }) => seconds >= end * warmUp)
  const span = (end * (1 - warmUp)) / windows
  const floors = Array.from({ length: windows }, (_, index) => {
    const from = end * warmUp + index * span
    const within = warm.filter(({ seconds }) => seconds >= from && seconds <= from + span)
    return within.length === 0 ? [] : [lowest(within)]
  }).flat()
  return {
    resident: trend(warm.map(({ seconds, resident }) => [seconds, resident / 1e6])),
    heap: trend(floors.map(({ seconds, heap }) => [seconds, heap / 1e6])),
  }
}

const lowest = (held: readonly Held[]): Held =>
  held.reduce((least, one) => (one.heap < least.heap ? one : least))

function trend(points: readonly (readonly [seconds: number, megabytes: number])[]): Trend {
  const middle = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length
  const at = middle(points.map(([seconds]) => seconds))
  const around = middle(points.map(([, megabytes]) => megabytes))
  const spread = points.reduce((sum, [seconds]) => sum + (seconds - at) ** 2, 0)
  const together = points.reduce(
    (sum, [seconds, size]) => sum + (seconds - at) * (size - around),
    0,
  )
  return {
    first: points[0]?.[1] ?? Number.NaN,
    last: points.at(-1)?.[1] ?? Number.NaN,
    growth: spread === 0 ? 0 : (together / spread) * 60,
  }
}

/** `347 to 352, 0.4 a minute` */
export const trendWords = ({ first, last, growth }: Trend): string =>
  `${first.toFixed(0)} to ${last.toFixed(0)}, ${growth.toFixed(1)} a minute`
