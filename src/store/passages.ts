import type { Kysely } from 'kysely'
import type { Passage } from '../domain/passage.ts'
import type { SearchHit, SearchPort, SearchScope, SearchTerm } from '../domain/search.ts'
import type { PageStore } from './pages.ts'
import { decode } from './schemas/json.ts'
import { passageSchema } from './schemas/passage.ts'
import { countWords, rank } from './search.ts'
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

const search = async (
  db: Kysely<Tables>,
  pages: PageStore,
  terms: readonly SearchTerm[],
  scope: SearchScope,
  limit: number,
): Promise<readonly SearchHit[]> => {
  const ranked = await rank(db, terms, scope, limit)
  const found = await getMany(
    db,
    ranked.map(({ id }) => id),
  )
  const homes = await pages.getMany([...found.values()].map(({ page }) => page))
  return ranked.flatMap(({ id, score }) => {
    const passage = found.get(id)
    const page = passage && homes.get(passage.page)
    return page ? [{ passage, page, score }] : []
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

  search: (terms, scope, limit) => search(db, pages, terms, scope, limit),
  countWords: (words, scope) => countWords(db, words, scope),
})
