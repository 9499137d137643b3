import type { Kysely } from 'kysely'
import type { Passage } from '../domain/passage.ts'
import type { Glimpse, Located, SearchPort, SearchScope } from '../domain/search.ts'
import { openTo } from './access.ts'
import { amongNumbers } from './among.ts'
import { lexicalSearch } from './lexical/search.ts'
import { pageColumns, pageOf, withAccess } from './pages.ts'
import { decode, rememberingDecoder } from './schemas/json.ts'
import { genreSchema, timesOf } from './schemas/page.ts'
import { passageSchema } from './schemas/passage.ts'
import type { Tables } from './tables.ts'

/** Passages, by id, by page and by their words. */
export interface PassageStore extends SearchPort {
  get(id: string): Promise<Passage | null>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Passage>>
  /** All passages of a page, in page order. */
  ofPage(page: string): Promise<readonly Passage[]>
}

/** What is found by one question is found by the next. */
const passageOf = rememberingDecoder(passageSchema)

const getMany = async (db: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await db
    .selectFrom('passages')
    .innerJoin('passage_documents', 'passage_key', 'passages.key')
    .select(['id', 'document'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, document }) => [id, decode(passageSchema, document, `passage ${id}`)]),
  )
}

const locate = async (
  db: Kysely<Tables>,
  keys: readonly number[],
  { reader }: SearchScope,
): Promise<ReadonlyMap<number, Located>> => {
  const rows = await withAccess(db)
    .innerJoin('passages', 'passages.page_key', 'pages.key')
    .innerJoin('passage_documents', 'passage_key', 'passages.key')
    .select(pageColumns)
    .select(['passages.key as key', 'passage_documents.document as passage'])
    .where('passages.key', 'in', amongNumbers(keys))
    .where('access_key', 'in', openTo(db, reader))
    .execute()
  return new Map(
    rows.map(({ key, passage, ...page }) => [
      key,
      { passage: passageOf(passage, `a passage of ${page.id}`), page: pageOf(page) },
    ]),
  )
}

const glimpse = async (
  db: Kysely<Tables>,
  keys: readonly number[],
  { reader }: SearchScope,
): Promise<readonly Glimpse[]> => {
  const rows = await db
    .selectFrom('passages')
    .innerJoin('passage_documents', 'passage_key', 'passages.key')
    .innerJoin('pages', 'pages.key', 'page_key')
    .select([
      ...([
        'passages.key as key',
        'passages.id as id',
        'passage_documents.document as document',
      ] as const),
      ...(['pages.id as page', 'source', 'title', 'genre', 'superseded_by', 'times'] as const),
      ...(['visits', 'changes'] as const),
    ])
    .where('passages.key', 'in', amongNumbers(keys))
    .where('access_key', 'in', openTo(db, reader))
    .execute()
  return rows.map((row) => {
    const { key, id, page, source, title, visits, changes } = row
    const { heading, text, changed } = passageOf(row.document, `passage ${id}`)
    const times = timesOf(row.times, `times of page ${page}`)
    return {
      key,
      passage: { id, heading, text, changed },
      page: {
        ...{ id: page, source, title, supersededBy: row.superseded_by, times },
        genre: genreSchema.parse(row.genre),
        visits: { count: visits, changes },
      },
    }
  })
}

/** Keeps passages. */
export const passageStore = (db: Kysely<Tables>): PassageStore => ({
  get: async (id) => (await getMany(db, [id])).get(id) ?? null,
  getMany: (ids) => getMany(db, ids),

  ofPage: async (page) => {
    const rows = await db
      .selectFrom('pages')
      .innerJoin('passages', 'passages.page_key', 'pages.key')
      .innerJoin('passage_documents', 'passage_key', 'passages.key')
      .select(['passages.id as id', 'passage_documents.document as document'])
      .where('pages.id', '=', page)
      .orderBy('position')
      .execute()
    return rows.map(({ id, document }) => decode(passageSchema, document, `passage ${id}`))
  },

  ...lexicalSearch(db),
  glimpse: (keys, scope) => glimpse(db, keys, scope),
  locate: (keys, scope) => locate(db, keys, scope),
})
