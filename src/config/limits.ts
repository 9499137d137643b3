import { z } from 'zod'
import { defaultLimits } from '../domain/limits.ts'

const bound = (least: number, most: number) => z.number().int().min(least).max(most)

/** How much the server takes on. */
export const limits = z.strictObject({
  requestsPerMinute: bound(1, 10_000_000).default(defaultLimits.requestsPerMinute),
  verdictsAtOnce: bound(1, 100_000).default(defaultLimits.verdictsAtOnce),
  judgingThreads: bound(0, 16).default(defaultLimits.judgingThreads),
  lagMilliseconds: bound(100, 60_000).default(defaultLimits.lagMilliseconds),
})
