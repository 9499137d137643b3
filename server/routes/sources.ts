import { z } from 'zod'
import type { CrawlSummary, SourceView } from '../../src/domain/crawl.ts'
import { list, text, textOrNull } from '../../src/wire/basics.ts'
import { sendEvents, signalsOf } from '../events.ts'
import { found } from '../found.ts'
import { idParameter, named } from '../schema.ts'
import type { Routes } from '../zod.ts'

const crawl = z
  .object({
    id: text,
    source: text,
    startedAt: text,
    finishedAt: textOrNull,
    status: z.enum(['running', 'finished', 'failed']),
    pages: z.number(),
    changed: z.number(),
    gone: z.number(),
    accessChanged: z.number(),
    pagesPerSecond: z.number(),
    unread: list(z.object({ path: text, because: text })),
    failed: text.exactOptional(),
  })
  .register(named, { id: 'Crawl' }) satisfies z.ZodType<CrawlSummary>

const source = z.object({
  id: text,
  type: text,
  url: textOrNull,
  pages: z.number(),
  unread: z.number(),
  crawledAt: textOrNull,
  wholeAt: textOrNull,
  nextAt: textOrNull,
  crawl: crawl.nullable(),
}) satisfies z.ZodType<SourceView>

const sourceList = z.object({ items: list(source) }).register(named, { id: 'SourceList' })

const operators = ['operator'] as const

/** Sources and their crawls: for those who operate Plumbline, since they name what other readers may not see. */
export const sources: Routes = (app, { plumbline }, done) => {
  const lookingOn = signalsOf(app)
  app.get(
    '/sources',
    {
      config: { summary: 'The configured sources, and how their crawls stand', access: operators },
      schema: { response: { 200: sourceList } },
    },
    async () => ({ items: await plumbline.sources() }),
  )
  app.post(
    '/sources/:id/crawls',
    {
      config: {
        summary: 'Set a crawl of a source going, or join the one under way',
        access: operators,
      },
      schema: { params: idParameter, response: { 202: crawl } },
    },
    async (request, reply) => {
      const { id } = request.params
      const begun = found(await plumbline.startCrawl(id), `source ${id}`)
      return reply
        .status(202)
        .header('location', `/v1/crawls/${encodeURIComponent(begun.id)}`)
        .send(begun)
    },
  )
  app.get(
    '/crawls/:id',
    {
      config: { summary: 'How a crawl stands, or what it came to', access: operators },
      schema: { params: idParameter, response: { 200: crawl } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.crawlSummary(id), `crawl ${id}`)
    },
  )
  app.get(
    '/crawls/:id/events',
    {
      config: {
        summary: 'How a crawl stands whenever that changes (server-sent events), to its end',
        access: operators,
        text: {
          type: 'text/event-stream',
          example:
            'event: running\ndata: {"id":"crw_1","source":"runbooks","status":"running","pages":12}\n\n',
        },
      },
      schema: { params: idParameter },
    },
    async (request, reply) => {
      const { id } = request.params
      found(await plumbline.crawlSummary(id), `crawl ${id}`)
      return sendEvents(reply, plumbline.watchCrawl(id, lookingOn(request)), shaped)
    },
  )
  done()
}

/** At most so many unread documents in one event; all of them are in the crawl itself. */
const mostUnread = 20

const shaped = (summary: CrawlSummary): object =>
  crawl.parse({ ...summary, unread: summary.unread.slice(-mostUnread) })
