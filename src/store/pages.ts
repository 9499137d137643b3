import { type Kysely, sql, type Transaction } from 'kysely'
import type { Dated } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Reader } from '../domain/principal.ts'
import { readableBy } from './access.ts'
import { amongTexts } from './among.ts'
import { putPages } from './put-pages.ts'
import { type PageToPut, readyPage } from './ready-page.ts'
import { accessOf, keptPageOf, timesOf } from './schemas/page.ts'
import type { Tables } from './tables.ts'

/** Which pages to list. */
export interface PageFilter {
  readonly reader?: Reader
  readonly source?: string
  readonly owner?: string
  readonly limit?: number
  /** The last id of the part before. */
  readonly after?: string
}

/** Pages with their passages and their words. */
export interface PageStore {
  /** Stores pages in place of their older selves: all of them, or none. */
  put(pages: readonly PageToPut[]): Promise<void>
  get(id: string): Promise<Page | null>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Page>>
  /** One part of all pages, by id; `next` is null after the last. */
  list(
    filter?: PageFilter,
  ): Promise<{ readonly pages: readonly Page[]; readonly next: string | null }>
  /** Has a page fetched anew by the next crawl of its source, whatever its stamp says. */
  forgetStamp(id: string): Promise<void>
  /** The page that readers find at an address; a fragment does not matter. */
  byUrl(url: string): Promise<Page | null>
  /** How many pages of each source are there and not gone; a source whose pages are all gone has none. */
  tally(): Promise<readonly { readonly source: string; readonly pages: number }[]>
  /** All pages of a source stay, so that what cited them can say that they are gone. */
  markAllGone(source: string, gone: Dated): Promise<void>
}

/** What a page is put together from, of pages with their access lists. */
export const pageColumns = [
  'pages.id as id',
  'times',
  'pages.document as document',
  'visits',
  'changes',
  'access_lists.document as access',
] as const

interface PageRow {
  readonly id: string
  readonly times: string
  readonly document: string
  readonly access: string
  readonly visits: number
  readonly changes: number
}

export const withAccess = (db: Kysely<Tables>) =>
  db.selectFrom('pages').innerJoin('access_lists', 'access_lists.key', 'pages.access_key')

const allPages = (db: Kysely<Tables>) => withAccess(db).select(pageColumns)

export const pageOf = ({ id, times, document, access, visits, changes }: PageRow): Page => ({
  ...keptPageOf(document, `page ${id}`),
  access: accessOf(access, `access lists of page ${id}`),
  times: timesOf(times, `times of page ${id}`),
  visits: { count: visits, changes },
})

/** Marks those pages gone that the condition leaves, and gives their number. */
export const markGone = async (
  trx: Transaction<Tables>,
  source: string,
  gone: Dated,
  among?: readonly string[],
): Promise<number> => {
  const result = await trx
    .updateTable('pages')
    .set({ gone_at: gone.at, times: sql`json_set(times, '$.gone', json(${JSON.stringify(gone)}))` })
    .where('source', '=', source)
    .where('gone_at', 'is', null)
    .$if(among !== undefined, (query) => query.where('path', 'in', [...(among ?? [])]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

const listPages = async (db: Kysely<Tables>, filter: PageFilter) => {
  const { reader, source, owner, after, limit = 100 } = filter
  let query = allPages(db).orderBy('id')
  if (source !== undefined) query = query.where('source', '=', source)
  if (owner !== undefined) query = query.where('owner', '=', owner)
  if (after !== undefined) query = query.where('pages.id', '>', after)
  if (reader !== undefined) query = query.where('pages.key', 'in', readableBy(db, reader))
  const rows = await query.limit(limit + 1).execute()
  const pages = rows.slice(0, limit).map(pageOf)
  return { pages, next: rows.length > limit ? (pages.at(-1)?.id ?? null) : null }
}

const getMany = async (db: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await allPages(db)
    .where('pages.id', 'in', amongTexts([...new Set(ids)]))
    .execute()
  return new Map(rows.map((row) => [row.id, pageOf(row)]))
}

/** Keeps pages. */
export const pageStore = (db: Kysely<Tables>): PageStore => ({
  put: (pages) =>
    db.transaction().execute(async (trx) => {
      await putPages(trx, pages.map(readyPage))
    }),

  get: async (id) => (await getMany(db, [id])).get(id) ?? null,
  getMany: (ids) => getMany(db, ids),
  list: (filter = {}) => listPages(db, filter),

  byUrl: async (url) => {
    const row = await allPages(db)
      .where(sql`json_extract(pages.document, '$.url')`, '=', url.replace(/#.*$/, ''))
      .executeTakeFirst()
    return row === undefined ? null : pageOf(row)
  },

  tally: () =>
    db
      .selectFrom('pages')
      .select((select) => [
        'source',
        // `count` passes over what is null.
        sql<number>`count(*) - ${select.fn.count('gone_at')}`.as('pages'),
      ])
      .groupBy('source')
      .orderBy('source')
      .execute(),

  forgetStamp: async (id) => {
    await db.updateTable('pages').set({ stamp: null }).where('id', '=', id).execute()
  },

  markAllGone: (source, gone) =>
    db.transaction().execute(async (trx) => {
      await markGone(trx, source, gone)
    }),
})
