import type { Taken } from '../domain/webhook.ts'

/** Tries in all; with the pauses between them a receiver may be down for a working day. */
export const mostAttempts = 9

const first = 5_000
const longest = 6 * 60 * 60 * 1_000

/**
 * Milliseconds until the next try, four times as long each time, spread by up to a fifth each way so that those who failed together do not
 * come back together; null where there is none. `random`: from 0 to below 1.
 */
export function pauseAfter(attempts: number, random: number): number | null {
  if (attempts >= mostAttempts) return null
  const pause = Math.min(longest, first * 4 ** Math.max(0, attempts - 1))
  return Math.round(pause * (0.8 + 0.4 * random))
}

/** What an HTTP status says: Standard Webhooks takes 2xx for yes and 410 for never again; redirects are not followed. */
export const takenBy = (status: number): Taken => {
  if (status >= 200 && status < 300) return { is: 'taken' }
  const because = `it answered with status ${status}`
  return status === 410 ? { is: 'unwanted', because } : { is: 'refused', because }
}
