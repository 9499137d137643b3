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
/** More terms than this a question does not have to be found by; SQLite joins at most 500 selections. */
const mostTerms = 400

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
  // What a row without an end would weigh is the same for all rows of a term.
  const hits = matches.map(
    (match, term) => sql`
      select ${sql.lit(term)} as term, rowid as key,
        ${weighed} / (
          select ${weighedWithoutEnd} from passage_words where passage_words match ${match} limit 1
        ) as share
      from passage_words where passage_words match ${match}`,
  )
  // Rounded, so that it does not matter in which order parts are added; the order by id makes ties repeatable.
  const { rows } = await sql<Ranked>`
    with
      visible as materialized ${visiblePages(db, scope)},
      everything as materialized (
        select count(*) as passages, max(avg(length), 1.0) as usual
        from passages where page_key in (select key from visible)
      ),
      hits as materialized (${sql.join(hits, sql` union all `)}),
      seen as materialized (
        select term, hits.key as key, length, share
        from hits cross join passages on passages.key = hits.key
        where page_key in (select key from visible)
      ),
      weights as materialized (
        select term, usual,
          max(ln((passages - count(*) + 0.5) / (count(*) + 0.5)), ${leastWeight}) as weight
        from seen cross join everything group by term
      ),
      counted as (
        select term, key, length,
          round(2.0 * share * ${damping(sql`length`, sql`${usual}`)} / (1.0 - share)) / 2.0 as often
        from seen
      ),
      scored as (
        select key,
          round(sum(
            weight * often * ${k1 + 1} / (often + ${damping(sql`length`, sql`usual`)})
          ), 9) as score
        from counted join weights using (term) group by key
      )
    select passages.id as id, score from scored join passages on passages.key = scored.key
    order by score desc, id
    limit ${limit}`.execute(db)
  return rows
}

const damping = (length: RawBuilder<unknown>, usual: RawBuilder<unknown>) =>
  sql`(${k1} * (${1 - b} + ${b} * ${length} / ${usual}))`

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
  const of = new Map(words.map((word) => [word, 0]))
  for (let from = 0; from < words.length; from += mostTerms) {
    const hits = words.slice(from, from + mostTerms).map((word) => {
      // A word without anything to look for stands nowhere.
      const [match = '""'] = matchExpressions([{ kind: 'word', text: word }])
      return sql`
        select ${word} as word, rowid as key from passage_words where passage_words match ${match}`
    })
    const { rows } = await sql<{ word: string; count: number }>`
      select word, count(*) as count
      from (${sql.join(hits, sql` union all `)}) as hits
        cross join passages on passages.key = hits.key
      where page_key in ${visible} group by word`.execute(db)
    for (const { word, count } of rows) of.set(word, count)
  }
  return { passages, of }
}
