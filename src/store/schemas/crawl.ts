import { z } from 'zod'
import type { CrawlSummary } from '../../domain/crawl.ts'

export const crawlSummarySchema: z.ZodType<CrawlSummary> = z.looseObject({
  id: z.string(),
  source: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  status: z.enum(['running', 'finished', 'failed']),
  pages: z.number(),
  changed: z.number(),
  gone: z.number(),
  accessChanged: z.number(),
  pagesPerSecond: z.number(),
  unread: z.array(z.looseObject({ path: z.string(), because: z.string() })),
  failed: z.string().exactOptional(),
})
