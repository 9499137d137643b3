import { type Kysely, sql, type Transaction } from 'kysely'
import type { Dated } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { Principal } from '../domain/principal.ts'
import { recordDone } from './crawls.ts'
import { decode } from './schemas/json.ts'
import { timelessPageSchema, timesSchema } from './schemas/page.ts'
import { searchColumns } from './search-columns.ts'
import type { Tables } from './tables.ts'

/** Which pages to list. */
export interface PageFilter {
  readonly reader?: Pick<Principal, 'id' | 'groups'>
  readonly source?: string
  readonly owner?: string
  readonly limit?: number
  /** The last id of the part before. */
  readonly after?: string
}

/** A page as a crawl needs it to tell what changed. */
export interface PageStamp {
  readonly id: string
  readonly path: string
  readonly revision: string
  readonly sha256: string
  readonly gone: boolean
}

/** Pages with their passages and their words. */
export interface PageStore {
  /** Stores the page in place of its older self; with a crawl, the same transaction enters it in the crawl's ledger. */
  put(page: Page, passages: readonly Passage[], crawl?: string): Promise<void>
  get(id: string): Promise<Page | null>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Page>>
  /** One part of all pages, by id; `next` is null after the last. */
  list(
    filter?: PageFilter,
  ): Promise<{ readonly pages: readonly Page[]; readonly next: string | null }>
  /** The page that readers find at an address; a fragment does not matter. */
  byUrl(url: string): Promise<Page | null>
  bySource(source: string): Promise<readonly PageStamp[]>
  /** How many pages of each source are there and not gone; a source whose pages are all gone has none. */
  tally(): Promise<readonly { readonly source: string; readonly pages: number }[]>
  /** The source no longer has the page: it stays, so that what cited it can say so. */
  markGone(id: string, gone: Dated): Promise<void>
  /** The source still serves just this copy. */
  confirm(ids: readonly string[], confirmed: Dated): Promise<void>
}

interface PageRow {
  readonly id: string
  readonly times: string
  readonly document: string
}

const pageOf = ({ id, times, document }: PageRow): Page => ({
  ...decode(timelessPageSchema, document, `page ${id}`),
  times: decode(timesSchema, times, `times of page ${id}`),
})

const rowOf = (page: Page) => {
  const { times, ...timeless } = page
  return {
    id: page.id,
    source: page.source,
    path: page.path,
    title: page.title,
    owner: page.owner,
    genre: page.genre,
    revision: page.revision,
    sha256: page.sha256,
    superseded_by: page.supersededBy,
    gone_at: times.gone?.at ?? null,
    times: JSON.stringify(times),
    document: JSON.stringify(timeless),
  }
}

const putPage = async (trx: Transaction<Tables>, page: Page): Promise<number> => {
  const row = rowOf(page)
  const { key } = await trx
    .insertInto('pages')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .returning('key')
    .executeTakeFirstOrThrow()
  await trx.deleteFrom('page_access').where('page_key', '=', key).execute()
  for (const entry of new Set(page.access)) {
    await trx.insertInto('page_access').values({ entry, page_key: key }).execute()
  }
  return key
}

const putPassage = async (
  trx: Transaction<Tables>,
  pageKey: number,
  page: Page,
  passage: Passage,
): Promise<void> => {
  const { id, position, sha256 } = passage
  const { key } = await trx
    .insertInto('passages')
    .values({ id, page_key: pageKey, position, sha256 })
    .returning('key')
    .executeTakeFirstOrThrow()
  const document = JSON.stringify(passage)
  await trx.insertInto('passage_documents').values({ passage_key: key, document }).execute()
  const { title, heading, body, code, identifiers } = searchColumns(page, passage)
  await sql`
    insert into passage_words (rowid, title, heading, body, code, identifiers)
    values (${key}, ${title}, ${heading}, ${body}, ${code}, ${identifiers})`.execute(trx)
}

const editTimes = async (
  trx: Transaction<Tables>,
  id: string,
  edit: Partial<Page['times']>,
): Promise<void> => {
  const row = await trx.selectFrom('pages').select('times').where('id', '=', id).executeTakeFirst()
  if (row === undefined) return
  const times = { ...decode(timesSchema, row.times, `times of page ${id}`), ...edit }
  await trx
    .updateTable('pages')
    .set({ times: JSON.stringify(times), gone_at: times.gone?.at ?? null })
    .where('id', '=', id)
    .execute()
}

const listPages = async (db: Kysely<Tables>, filter: PageFilter) => {
  const { reader, source, owner, after, limit = 100 } = filter
  let query = db.selectFrom('pages').select(['id', 'times', 'document']).orderBy('id')
  if (source !== undefined) query = query.where('source', '=', source)
  if (owner !== undefined) query = query.where('owner', '=', owner)
  if (after !== undefined) query = query.where('id', '>', after)
  if (reader !== undefined) query = query.where('key', 'in', readableBy(db, reader))
  const rows = await query.limit(limit + 1).execute()
  const pages = rows.slice(0, limit).map(pageOf)
  return { pages, next: rows.length > limit ? (pages.at(-1)?.id ?? null) : null }
}

/** The keys of the pages a reader may see: those whose access list names the reader or a group. */
export const readableBy = (db: Kysely<Tables>, reader: Pick<Principal, 'id' | 'groups'>) =>
  db
    .selectFrom('page_access')
    .select('page_access.page_key')
    .where('page_access.entry', 'in', [reader.id, ...reader.groups])

const getMany = async (db: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await db
    .selectFrom('pages')
    .select(['id', 'times', 'document'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, pageOf(row)]))
}

/** Keeps pages. */
export const pageStore = (db: Kysely<Tables>): PageStore => ({
  put: (page, passages, crawl) =>
    db.transaction().execute(async (trx) => {
      const key = await putPage(trx, page)
      // What was judged of the older text says nothing of this one.
      await trx.deleteFrom('findings').where('page_id', '=', page.id).execute()
      await trx.deleteFrom('assessments').where('page_id', '=', page.id).execute()
      await trx.deleteFrom('passages').where('page_key', '=', key).execute()
      for (const passage of passages) await putPassage(trx, key, page, passage)
      const { source, path, revision } = page
      await trx
        .deleteFrom('unread_documents')
        .where('source', '=', source)
        .where('path', '=', path)
        .execute()
      if (crawl !== undefined) await recordDone(trx, crawl, path, revision)
    }),

  get: async (id) => (await getMany(db, [id])).get(id) ?? null,
  getMany: (ids) => getMany(db, ids),
  list: (filter = {}) => listPages(db, filter),

  byUrl: async (url) => {
    const row = await db
      .selectFrom('pages')
      .select(['id', 'times', 'document'])
      .where(sql`json_extract(document, '$.url')`, '=', url.replace(/#.*$/, ''))
      .executeTakeFirst()
    return row === undefined ? null : pageOf(row)
  },

  bySource: async (source) => {
    const rows = await db
      .selectFrom('pages')
      .select(['id', 'path', 'revision', 'sha256', 'gone_at'])
      .where('source', '=', source)
      .orderBy('path')
      .execute()
    return rows.map(({ gone_at, ...stamp }) => ({ ...stamp, gone: gone_at !== null }))
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

  markGone: (id, gone) => db.transaction().execute((trx) => editTimes(trx, id, { gone })),

  confirm: (ids, confirmed) =>
    db.transaction().execute(async (trx) => {
      for (const id of ids) await editTimes(trx, id, { confirmed, gone: null })
    }),
})
