import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { UnreadDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
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
  /** The source's unfinished crawl, or a new one. */
  begin(source: string, at: Instant): Promise<{ readonly crawl: Crawl; readonly resumed: boolean }>
  /** Path to revision of what the crawl has dealt with. */
  done(crawl: string): Promise<ReadonlyMap<string, string>>
  recordDone(crawl: string, path: string, revision: string): Promise<void>
  saveCheckpoint(crawl: string, checkpoint: string): Promise<void>
  /** Ends the crawl and empties its ledger. */
  finish(crawl: string, at: Instant): Promise<void>
  /** The last finished crawl of a source. */
  latest(source: string): Promise<Crawl | null>
  recordUnread(unread: UnreadDocument, at: Instant): Promise<void>
  listUnread(source?: string): Promise<readonly UnreadDocument[]>
  /** Forgets unread documents of a source that are not among these paths any more. */
  keepUnread(source: string, paths: ReadonlySet<string>): Promise<void>
}

/** Enters a document in a crawl's ledger. */
export const recordDone = async (
  db: Kysely<Tables>,
  crawl: string,
  path: string,
  revision: string,
): Promise<void> => {
  await db
    .insertInto('crawled_documents')
    .values({ crawl_id: crawl, path, revision })
    .onConflict((conflict) => conflict.columns(['crawl_id', 'path']).doUpdateSet({ revision }))
    .execute()
}

const crawlOf = (row: Tables['crawls']): Crawl => ({
  id: row.id,
  source: row.source,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  checkpoint: row.checkpoint,
})

const beginCrawl = (db: Kysely<Tables>, source: string, at: Instant) =>
  db.transaction().execute(async (trx) => {
    const open = await trx
      .selectFrom('crawls')
      .selectAll()
      .where('source', '=', source)
      .where('finished_at', 'is', null)
      .orderBy('started_at', 'desc')
      .executeTakeFirst()
    if (open !== undefined) return { crawl: crawlOf(open), resumed: true }
    const row = { id: `crw_${randomUUID()}`, source, started_at: at }
    const fresh = await trx
      .insertInto('crawls')
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { crawl: crawlOf(fresh), resumed: false }
  })

const unreadDocuments = (
  db: Kysely<Tables>,
): Pick<CrawlStore, 'recordUnread' | 'listUnread' | 'keepUnread'> => ({
  recordUnread: async ({ source, path, because }, at) => {
    await db
      .insertInto('unread_documents')
      .values({ source, path, because, seen_at: at })
      .onConflict((conflict) =>
        conflict.columns(['source', 'path']).doUpdateSet({ because, seen_at: at }),
      )
      .execute()
  },

  listUnread: (source) =>
    db
      .selectFrom('unread_documents')
      .select(['source', 'path', 'because'])
      .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
      .orderBy('source')
      .orderBy('path')
      .execute(),

  keepUnread: (source, paths) =>
    db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom('unread_documents')
        .select('path')
        .where('source', '=', source)
        .execute()
      for (const { path } of rows.filter((row) => !paths.has(row.path))) {
        await trx
          .deleteFrom('unread_documents')
          .where('source', '=', source)
          .where('path', '=', path)
          .execute()
      }
    }),
})

/** Keeps crawls. */
export const crawlStore = (db: Kysely<Tables>): CrawlStore => ({
  ...unreadDocuments(db),
  begin: (source, at) => beginCrawl(db, source, at),

  done: async (crawl) => {
    const rows = await db
      .selectFrom('crawled_documents')
      .select(['path', 'revision'])
      .where('crawl_id', '=', crawl)
      .execute()
    return new Map(rows.map(({ path, revision }) => [path, revision]))
  },

  recordDone: (crawl, path, revision) => recordDone(db, crawl, path, revision),

  saveCheckpoint: async (crawl, checkpoint) => {
    await db.updateTable('crawls').set({ checkpoint }).where('id', '=', crawl).execute()
  },

  finish: (crawl, at) =>
    db.transaction().execute(async (trx) => {
      await trx.updateTable('crawls').set({ finished_at: at }).where('id', '=', crawl).execute()
      await trx.deleteFrom('crawled_documents').where('crawl_id', '=', crawl).execute()
    }),

  latest: async (source) => {
    const row = await db
      .selectFrom('crawls')
      .selectAll()
      .where('source', '=', source)
      .where('finished_at', 'is not', null)
      .orderBy('finished_at', 'desc')
      .executeTakeFirst()
    return row === undefined ? null : crawlOf(row)
  },
})
