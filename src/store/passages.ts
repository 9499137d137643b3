import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Times } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { Glimpse, Located, SearchPort, SearchScope } from '../domain/search.ts'
import { openTo } from './access.ts'
import { amongNumbers } from './among.ts'
import { lexicalSearch } from './lexical/search.ts'
import type { PageStore } from './pages.ts'
import { decode } from './schemas/json.ts'
import { datedSchema, genreSchema, timesSchema } from './schemas/page.ts'
import { passageSchema } from './schemas/passage.ts'
import type { Tables } from './tables.ts'

/** Passages, by id, by page and by their words. */
export interface PassageStore extends SearchPort {
  get(id: string): Promise<Passage | null>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Passage>>
  /** All passages of a page, in page order. */
  ofPage(page: string): Promise<readonly Passage[]>
}

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
  pages: PageStore,
  keys: readonly number[],
  { reader }: SearchScope,
): Promise<ReadonlyMap<number, Located>> => {
  const rows = await db
    .selectFrom('passages')
    .innerJoin('passage_documents', 'passage_key', 'passages.key')
    .innerJoin('pages', 'pages.key', 'page_key')
    .select(['passages.key as key', 'passages.id as id', 'passage_documents.document as document'])
    .where('passages.key', 'in', amongNumbers(keys))
    .where('access_key', 'in', openTo(db, reader))
    .execute()
  const passages = rows.map(
    ({ key, id, document }) => [key, decode(passageSchema, document, `passage ${id}`)] as const,
  )
  const homes = await pages.getMany(passages.map(([, { page }]) => page))
  return new Map(
    passages.flatMap(([key, passage]) => {
      const page = homes.get(passage.page)
      return page === undefined ? [] : [[key, { passage, page }] as const]
    }),
  )
}

const glimpseSchema = z.object({
  heading: z.array(z.string()),
  text: z.string(),
  changed: datedSchema.nullable(),
})

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
  // Many passages of one page share its times.
  const times = new Map<string, Times>()
  return rows.map((row) => {
    const { key, id, page, source, title, visits, changes } = row
    const known = times.get(page) ?? decode(timesSchema, row.times, `times of page ${page}`)
    times.set(page, known)
    return {
      key,
      passage: { id, ...decode(glimpseSchema, row.document, `passage ${id}`) },
      page: {
        ...{ id: page, source, title, supersededBy: row.superseded_by, times: known },
        genre: genreSchema.parse(row.genre),
        visits: { count: visits, changes },
      },
    }
  })
}

/** Keeps passages. */
export const passageStore = (db: Kysely<Tables>, pages: PageStore): PassageStore => ({
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
  locate: (keys, scope) => locate(db, pages, keys, scope),
})
