import { type Kysely, sql } from 'kysely'
import type { Passage } from '../domain/passage.ts'
import type {
  SearchHit,
  SearchPort,
  SearchScope,
  SearchTerm,
  WordCounts,
} from '../domain/search.ts'
import { readableBy } from './access.ts'
import { matchExpression } from './match.ts'
import type { PageStore } from './pages.ts'
import { decode } from './schemas/json.ts'
import { passageSchema } from './schemas/passage.ts'
import type { Tables } from './tables.ts'

/** Passages, by id, by page and by their words. */
export interface PassageStore extends SearchPort {
  get(id: string): Promise<Passage | null>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Passage>>
  /** All passages of a page, in page order. */
  ofPage(page: string): Promise<readonly Passage[]>
}

// Weights of title, heading, body, code, identifiers.
const bm25 = sql<number>`bm25(passage_words, 3.0, 2.0, 1.0, 1.0, 1.5)`

interface Ranked {
  readonly id: string
  readonly score: number
}

const rank = async (
  db: Kysely<Tables>,
  match: string,
  { reader, pages, sources }: SearchScope,
  limit: number,
): Promise<readonly Ranked[]> => {
  let visible = readableBy(db, reader)
  if (pages !== undefined) visible = visible.where('pages.id', 'in', [...pages])
  if (sources !== undefined) visible = visible.where('pages.source', 'in', [...sources])
  // A cross join keeps SQLite from walking the passages first; the order by id makes ties repeatable.
  const { rows } = await sql<Ranked>`
    select passages.id as id, -${bm25} as score
    from passage_words cross join passages on passages.key = passage_words.rowid
    where passage_words match ${match} and passages.page_key in ${visible}
    order by ${bm25}, passages.id
    limit ${limit}`.execute(db)
  return rows
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
  const match = matchExpression(terms)
  if (match === null) return []
  const ranked = await rank(db, match, scope, limit)
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

const countWords = async (db: Kysely<Tables>, words: readonly string[]): Promise<WordCounts> => {
  const { passages } = await db
    .selectFrom('passages')
    .select((select) => select.fn.countAll<number>().as('passages'))
    .executeTakeFirstOrThrow()
  const counts = new Map<string, number>()
  for (const word of words) {
    const match = matchExpression([{ kind: 'word', text: word }])
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from passage_words where passage_words match ${match ?? '""'}`.execute(
      db,
    )
    counts.set(word, rows[0]?.count ?? 0)
  }
  return { passages, of: counts }
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
  countWords: (words) => countWords(db, words),
})
