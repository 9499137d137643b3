/** From this time to the first byte on, a server is slow. Milliseconds, as all here. */
const slow = 1_000
const most = 60_000
/** The first distance between requests to a server that could not keep up. */
const firstStep = 250
/** Less than this is no distance any more. */
const least = 5

/** How a request went. */
export interface Went {
  /** To the first byte. */
  readonly latency: number
  readonly how: 'well' | 'refused' | 'badly'
}

/**
 * The distance between requests to a host, after one of them: AutoThrottle of Scrapy, as a way back only. Its formula is
 * new = max(target, (old + target) / 2) with target = latency / requests at once, and what was refused (a 404) never
 * lowers it. A server that answers at once is not held back at all; one that could not answer gets twice the distance.
 */
export const nextDistance = (old: number, { latency, how }: Went, concurrency: number): number => {
  if (how === 'badly') return Math.min(most, Math.max(firstStep, old * 2))
  if (old === 0 && latency < slow) return 0
  // Half as many at once as allowed: a slow server stays slow under all of them.
  const target = latency < slow ? 0 : latency / Math.max(1, concurrency / 2)
  const next = Math.min(most, Math.max(target, (old + target) / 2))
  if (how === 'refused') return Math.max(old, next)
  return next < least ? 0 : next
}

/** How long to wait before a request is sent again: twice as long each time, spread by half, at most a minute. */
export const backoff = (attempt: number, random: number): number =>
  Math.round(Math.min(most, 1_000 * 2 ** (attempt - 1)) * (0.5 + random / 2))
