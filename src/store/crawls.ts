import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Copy, CrawlSummary } from '../domain/crawl.ts'
import type { UnreadDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Access } from '../domain/principal.ts'
import { narrowSource } from './access.ts'
import { type CrawlStep, type CrawlTaken, take } from './crawl-steps.ts'
import { markGone } from './pages.ts'
import { crawlSummarySchema } from './schemas/crawl.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** One going-over of a source. */
export interface Crawl {
  readonly id: string
  readonly source: string
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  /** Where the source's own listing stood (a cursor, a commit), in the source's words. */
  readonly checkpoint: string | null
}

/** Crawls and what they have done so far, so that an interrupted one goes on. */
export interface CrawlStore {
  /** The source's unfinished crawl, if it began lately; or a new one. */
  begin(source: string, at: Instant): Promise<{ readonly crawl: Crawl; readonly resumed: boolean }>
  /** Lets in to a source's pages nobody whom its own list does not name, from now on. Gives the pages that concerned. */
  narrow(source: string, own: Access): Promise<number>
  /** Takes steps of a crawl together: all of them, or none. */
  take(crawl: Crawl, steps: readonly CrawlStep[], at: Instant): Promise<CrawlTaken>
  copyOf(crawl: Crawl, path: string): Promise<Copy | null>
  /** All copies of the crawl's source, by path; what is gone among them. */
  copies(crawl: Crawl): AsyncIterable<{ readonly path: string; readonly copy: Copy }>
  /**
   * Ends the crawl and empties its ledger. Where it saw everything there is, pages that it did not come upon are gone: their number. What
   * another process ended already is left alone: the ledger that would tell is no more.
   */
  finish(crawl: Crawl, whole: boolean, at: Instant): Promise<{ readonly gone: number }>
  /** Keeps what a crawl came to. */
  tell(summary: CrawlSummary): Promise<void>
  /** What a crawl came to, or the last one of a source; null where nothing was told of it. */
  summary(of: { readonly id: string } | { readonly source: string }): Promise<CrawlSummary | null>
  /** The last finished crawl of a source, and when the last one began that saw everything. */
  latest(source: string): Promise<(Crawl & { readonly wholeAt: Instant | null }) | null>
  listUnread(source?: string): Promise<readonly UnreadDocument[]>
  /** Nothing of a source is unread any more: it is not configured. */
  forgetUnread(source: string): Promise<void>
}

const crawlOf = (row: Omit<Tables['crawls'], 'whole' | 'summary'>): Crawl => ({
  id: row.id,
  source: row.source,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  checkpoint: row.checkpoint,
})

/** Milliseconds after which an unfinished crawl is not gone on with. */
const resumable = 2 * 60 * 60 * 1000

const beginCrawl = (db: Kysely<Tables>, source: string, at: Instant) =>
  db.transaction().execute(async (trx) => {
    const open = await trx
      .selectFrom('crawls')
      .selectAll()
      .where('source', '=', source)
      .where('finished_at', 'is', null)
      .orderBy('started_at', 'desc')
      .executeTakeFirst()
    if (open !== undefined && Date.parse(at) - Date.parse(open.started_at) <= resumable)
      return { crawl: crawlOf(open), resumed: true }
    // What it met so long ago may be gone by now: it begins anew.
    if (open !== undefined) await trx.deleteFrom('crawls').where('id', '=', open.id).execute()
    const row = { id: `crw_${randomUUID()}`, source, started_at: at }
    const fresh = await trx
      .insertInto('crawls')
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { crawl: crawlOf(fresh), resumed: false }
  })

const finishCrawl = (db: Kysely<Tables>, { id, source }: Crawl, whole: boolean, at: Instant) =>
  db.transaction().execute(async (trx) => {
    const open = await trx
      .selectFrom('crawls')
      .select('id')
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    let gone = 0
    if (whole && open !== undefined) {
      const met = trx.selectFrom('crawled_documents').select('path').where('crawl_id', '=', id)
      const lost = await trx
        .selectFrom('pages')
        .select('path')
        .where('source', '=', source)
        .where('gone_at', 'is', null)
        .where('path', 'not in', met)
        .execute()
      for (const { path } of lost)
        gone += await markGone(trx, source, { at, basis: 'observed' }, [path])
      await trx
        .deleteFrom('unread_documents')
        .where('source', '=', source)
        .where('path', 'not in', met)
        .execute()
    }
    await trx
      .updateTable('crawls')
      .set({ finished_at: at, whole: whole ? 1 : 0 })
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('crawled_documents').where('crawl_id', '=', id).execute()
    return { gone }
  })

const copiesIn = (db: Kysely<Tables>, { id, source }: Crawl) =>
  db
    .selectFrom('pages')
    .leftJoin('crawled_documents as met', (join) =>
      join.onRef('met.path', '=', 'pages.path').on('met.crawl_id', '=', id),
    )
    .select([
      'pages.path as path',
      'stamp',
      'gone_at',
      'visits',
      'changes',
      'met.crawl_id as met',
      sql<string | null>`json_extract(times, '$.confirmed.at')`.as('confirmed'),
      sql<string | null>`json_extract(times, '$.firstSeen.at')`.as('firstSeen'),
    ])
    .where('source', '=', source)

type CopyRow = Awaited<ReturnType<ReturnType<typeof copiesIn>['execute']>>[number]

const copyIn = ({ stamp, gone_at, met, confirmed, firstSeen, visits, changes }: CopyRow): Copy => ({
  stamp,
  gone: gone_at !== null,
  done: met !== null,
  confirmed,
  firstSeen,
  visits: { count: visits, changes },
})

const copyOf = async (db: Kysely<Tables>, crawl: Crawl, path: string): Promise<Copy | null> => {
  const row = await copiesIn(db, crawl).where('pages.path', '=', path).executeTakeFirst()
  return row === undefined ? null : copyIn(row)
}

/** So many are read at once. */
const copiesAtOnce = 1_000

async function* copies(db: Kysely<Tables>, crawl: Crawl) {
  let after: string | null = null
  for (;;) {
    let part = copiesIn(db, crawl).orderBy('pages.path').limit(copiesAtOnce)
    if (after !== null) part = part.where('pages.path', '>', after)
    const rows: readonly CopyRow[] = await part.execute()
    for (const row of rows) yield { path: row.path, copy: copyIn(row) }
    after = rows.at(-1)?.path ?? null
    if (rows.length < copiesAtOnce || after === null) return
  }
}

/** Keeps crawls. */
export const crawlStore = (db: Kysely<Tables>): CrawlStore => ({
  begin: (source, at) => beginCrawl(db, source, at),
  narrow: (source, own) =>
    db.transaction().execute((trx) => narrowSource(trx, source, [...new Set(own)].sort())),
  take: (crawl, steps, at) => take(db, crawl, steps, at),
  copyOf: (crawl, path) => copyOf(db, crawl, path),
  copies: (crawl) => copies(db, crawl),
  finish: (crawl, whole, at) => finishCrawl(db, crawl, whole, at),

  tell: async (summary) => {
    await db
      .updateTable('crawls')
      .set({ summary: JSON.stringify(summary) })
      .where('id', '=', summary.id)
      .execute()
  },

  summary: async (of) => {
    const row = await db
      .selectFrom('crawls')
      .select(['id', 'summary'])
      .where('summary', 'is not', null)
      .$if('id' in of, (query) => query.where('id', '=', 'id' in of ? of.id : ''))
      .$if('source' in of, (query) => query.where('source', '=', 'source' in of ? of.source : ''))
      .orderBy('started_at', 'desc')
      .executeTakeFirst()
    return row?.summary ? decode(crawlSummarySchema, row.summary, `crawl ${row.id}`) : null
  },

  latest: async (source) => {
    const finished = db
      .selectFrom('crawls')
      .selectAll()
      .where('source', '=', source)
      .where('finished_at', 'is not', null)
      .orderBy('finished_at', 'desc')
    const last = await finished.executeTakeFirst()
    if (last === undefined) return null
    const whole = await finished.where('whole', '=', 1).executeTakeFirst()
    return { ...crawlOf(last), wholeAt: whole?.started_at ?? null }
  },

  listUnread: (source) =>
    db
      .selectFrom('unread_documents')
      .select(['source', 'path', 'because'])
      .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
      .orderBy('source')
      .orderBy('path')
      .execute(),

  forgetUnread: async (source) => {
    await db.deleteFrom('unread_documents').where('source', '=', source).execute()
  },
})
