import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { SearchScope, SearchTerm, WordCounts } from '../domain/search.ts'
import { readableBy } from './access.ts'
import { varintsIn } from './full-text.ts'
import { matchExpressions } from './match.ts'
import type { Tables } from './tables.ts'

/** A passage that matched; the higher the score the better. */
export interface Ranked {
  readonly id: string
  readonly score: number
}

// Weights of title, heading, body, code, identifiers. All are multiples of a half: how often a term stands in a row, weighted, is one too.
const weighed = sql<number>`bm25(passage_words, 3.0, 2.0, 1.0, 1.0, 1.5)`
const weighedWithoutEnd = sql<number>`bm25(passage_words, 1e15, 1e15, 1e15, 1e15, 1e15)`

/** BM25's constants, as FTS5 has them. */
const [k1, b] = [1.2, 0.75]
/** The least a term weighs, however common, as FTS5 has it. */
const leastWeight = 1e-6
/** More terms than this a question does not have to be found by. */
const mostTerms = 40

const visiblePages = (db: Kysely<Tables>, { reader, pages, sources }: SearchScope) => {
  let visible = readableBy(db, reader)
  if (pages !== undefined) visible = visible.where('pages.id', 'in', [...pages])
  if (sources !== undefined) visible = visible.where('pages.source', 'in', [...sources])
  return visible
}

/**
 * The passages that match best among those a reader may see, by BM25 as if the index held nothing else: how rare a word is and how long a
 * passage usually is are counted among them alone. FTS5's own `bm25` counts over all rows, and over rows that are no more, so that a
 * score would tell of what its reader may not see. How often a term stands in a row is got back from two of its values, whose quotient
 * knows no rarity: r = f / (f + k), with k from the row's length and the length FTS5 takes for usual.
 */
export const rank = async (
  db: Kysely<Tables>,
  terms: readonly SearchTerm[],
  scope: SearchScope,
  limit: number,
): Promise<readonly Ranked[]> => {
  const matches = matchExpressions(terms).slice(0, mostTerms)
  const usual = await usualLength(db)
  if (matches.length === 0 || usual === null) return []
  // A cross join keeps SQLite from walking the passages first; the order by id makes ties repeatable.
  const hits = matches.map(
    (match, term) => sql`
      select ${sql.lit(term)} as term, visible.key as key, visible.length as length,
        ${weighed} / ${weighedWithoutEnd} as share
      from passage_words cross join visible on visible.key = passage_words.rowid
      where passage_words match ${match}`,
  )
  const sum = joined(
    matches.map((_, term) => sql`coalesce(max(part) filter (where term = ${sql.lit(term)}), 0)`),
    sql` + `,
  )
  const { rows } = await sql<Ranked>`
    with
      visible as materialized (
        select key, length from passages where page_key in ${visiblePages(db, scope)}
      ),
      everything as materialized (
        select count(*) as passages, max(avg(length), 1.0) as usual from visible
      ),
      hits as materialized (${joined(hits, sql` union all `)}),
      counted as (
        select *, count(*) over (partition by term) as holding,
          round(2.0 * share * ${damping(sql`length`, sql`${usual}`)} / (1.0 - share)) / 2.0 as often
        from hits
      ),
      scored as (
        select key,
          term,
          max(ln((passages - holding + 0.5) / (holding + 0.5)), ${leastWeight})
            * often * ${k1 + 1} / (often + ${damping(sql`length`, sql`usual`)}) as part
        from counted cross join everything
      ),
      summed as (select key, ${sum} as score from scored group by key)
    select passages.id as id, score from summed join passages on passages.key = summed.key
    order by score desc, id
    limit ${limit}`.execute(db)
  return rows
}

const damping = (length: RawBuilder<unknown>, usual: RawBuilder<unknown>) =>
  sql`(${k1} * (${1 - b} + ${b} * ${length} / ${usual}))`

const joined = (parts: readonly RawBuilder<unknown>[], separator: RawBuilder<unknown>) =>
  sql.join(parts, separator)

/** The length that FTS5 takes for usual: its own count of rows and, column by column, of words. Null where it holds nothing. */
const usualLength = async (db: Kysely<Tables>): Promise<number | null> => {
  const { rows } = await sql<{ block: Uint8Array }>`
    select block from passage_words_data where id = 1`.execute(db)
  const [passages = 0, ...words] = varintsIn(rows[0]?.block ?? new Uint8Array())
  return passages === 0 ? null : words.reduce((sum, one) => sum + one, 0) / passages
}

/** In how many of the passages that a reader may see each word stands. */
export const countWords = async (
  db: Kysely<Tables>,
  words: readonly string[],
  scope: SearchScope,
): Promise<WordCounts> => {
  const visible = visiblePages(db, scope)
  const { passages } = await db
    .selectFrom('passages')
    .select((select) => select.fn.countAll<number>().as('passages'))
    .where('page_key', 'in', visible)
    .executeTakeFirstOrThrow()
  const counts = new Map<string, number>()
  for (const word of words) {
    const [match = '""'] = matchExpressions([{ kind: 'word', text: word }])
    const { rows } = await sql<{ count: number }>`
      select count(*) as count
      from passage_words cross join passages on passages.key = passage_words.rowid
      where passage_words match ${match} and passages.page_key in ${visible}`.execute(db)
    counts.set(word, rows[0]?.count ?? 0)
  }
  return { passages, of: counts }
}
