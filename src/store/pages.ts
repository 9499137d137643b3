import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely'
import type { Dated } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Reader } from '../domain/principal.ts'
import { putAccess, readableBy } from './access.ts'
import { amongTexts } from './among.ts'
import { enterWords } from './lexical/vocabulary.ts'
import { type PageToPut, type ReadyPage, type ReadyPassage, readyPage } from './ready-page.ts'
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

/** In one transaction with whatever else its caller does. */
export const putWhole = async (trx: Transaction<Tables>, one: ReadyPage): Promise<void> => {
  const { row, access, passages, words } = one
  const key = await putPage(trx, { ...row, access_key: await putAccess(trx, access) })
  // What was judged of the older text says nothing of this one.
  await trx.deleteFrom('findings').where('page_id', '=', row.id).execute()
  await trx.deleteFrom('assessments').where('page_id', '=', row.id).execute()
  await trx.deleteFrom('passages').where('page_key', '=', key).execute()
  for (let from = 0; from < passages.length; from += atOnce)
    await putPassages(trx, key, passages.slice(from, from + atOnce))
  await enterWords(trx, words)
  await sql`
    update passages set length = (
      select sum_of_varints(sz) from passage_words_docsize
      where passage_words_docsize.id = passages.key
    ) where page_key = ${key}`.execute(trx)
}

const putPage = async (
  trx: Transaction<Tables>,
  row: ReadyPage['row'] & { readonly access_key: number },
): Promise<number> => {
  const { key } = await trx
    .insertInto('pages')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .returning('key')
    .executeTakeFirstOrThrow()
  return key
}

/** So many passages are stored by one statement. */
const atOnce = 64

const putPassages = async (
  trx: Transaction<Tables>,
  pageKey: number,
  passages: readonly ReadyPassage[],
): Promise<void> => {
  const first = await newKeys(trx, passages.length)
  const keyed = passages.map((passage, index) => ({ ...passage, key: first + index }))
  await run(
    trx,
    'insert into passages (key, id, page_key, position, sha256) values',
    keyed.map(({ key, id, position, sha256 }) => [key, id, pageKey, position, sha256]),
  )
  await run(
    trx,
    'insert into passage_documents (passage_key, document) values',
    keyed.map(({ key, document }) => [key, document]),
  )
  await run(
    trx,
    'insert into passage_words (rowid, title, heading, body, code, identifiers) values',
    keyed.map(({ key, columns: { title, heading, body, code, identifiers } }) => [
      ...[key, title, heading, body],
      ...[code, identifiers],
    ]),
  )
}

/** The first of so many keys in a row that no passage ever had. */
const newKeys = async (trx: Transaction<Tables>, count: number): Promise<number> => {
  const { last_key } = await trx
    .updateTable('index_state')
    .set((set) => ({ last_key: set('last_key', '+', count) }))
    .returning('last_key')
    .executeTakeFirstOrThrow()
  return last_key - count + 1
}

/** One statement for all rows, in words that are the same for as many rows: built and compiled once. */
const run = async (
  trx: Transaction<Tables>,
  words: string,
  rows: readonly (readonly unknown[])[],
): Promise<void> => {
  const row = `(${(rows[0] ?? []).map(() => '?').join(', ')})`
  const text = `${words} ${rows.map(() => row).join(', ')}`
  await trx.executeQuery(CompiledQuery.raw(text, rows.flat()))
}

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
      for (const one of pages) await putWhole(trx, readyPage(one))
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

  markAllGone: (source, gone) =>
    db.transaction().execute(async (trx) => {
      await markGone(trx, source, gone)
    }),
})
