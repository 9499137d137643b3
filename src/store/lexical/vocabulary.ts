import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** Enters words, those that are new. */
export const enterWords = async (
  trx: Transaction<Tables>,
  words: readonly string[],
): Promise<void> => {
  await sql`
    insert into vocabulary (word)
    select value from json_each(${JSON.stringify(words)})
    where value not in (select word from vocabulary)`.execute(trx)
}

/** So many words that share letters in a row are looked at. */
const mostAlike = 300

/** Words that share three letters in a row with a word, those that share most first. */
export const wordsLike = async (db: Kysely<Tables>, word: string): Promise<readonly string[]> => {
  const letters = [...word]
  const trigrams = letters
    .slice(2)
    .map((_, at) => letters.slice(at, at + 3).join(''))
    .filter((three) => /^\p{L}{3}$/u.test(three))
  if (trigrams.length === 0) return []
  const sharing = [...new Set(trigrams)].map(
    (three) => sql`
      select rowid as key from vocabulary_trigrams where vocabulary_trigrams match ${`"${three}"`}`,
  )
  const { rows } = await sql<{ word: string }>`
    select word from (
      select key, count(*) as shared from (${sql.join(sharing, sql` union all `)})
      group by key order by shared desc, key limit ${mostAlike}
    ) join vocabulary using (key)`.execute(db)
  return rows.map((row) => row.word)
}
