import { CompiledQuery, sql, type Transaction } from 'kysely'
import { canonicalJson } from '../domain/canonical-json.ts'
import { putAccess } from './access.ts'
import { amongNumbers, amongTexts } from './among.ts'
import { enterWords } from './lexical/vocabulary.ts'
import type { ReadyPage, ReadyPassage } from './ready-page.ts'
import type { Tables } from './tables.ts'

/**
 * Stores pages in place of their older selves, in one transaction with whatever else its caller does. A page that comes twice is stored
 * twice: the last one stays.
 */
export const putPages = async (
  trx: Transaction<Tables>,
  pages: readonly ReadyPage[],
): Promise<void> => {
  for (const some of onceEach(pages)) await putDifferent(trx, some)
}

/** Runs of pages in which none comes twice. */
const onceEach = (pages: readonly ReadyPage[]): readonly (readonly ReadyPage[])[] => {
  const runs: ReadyPage[][] = []
  let ids = new Set<string>()
  for (const page of pages) {
    if (runs.length === 0 || ids.has(page.row.id)) {
      runs.push([])
      ids = new Set()
    }
    ids.add(page.row.id)
    runs.at(-1)?.push(page)
  }
  return runs
}

const putDifferent = async (
  trx: Transaction<Tables>,
  pages: readonly ReadyPage[],
): Promise<void> => {
  const ids = pages.map(({ row }) => row.id)
  const keys = await putRows(trx, pages)
  // What was judged of the older text says nothing of this one.
  await trx.deleteFrom('findings').where('page_id', 'in', amongTexts(ids)).execute()
  await trx.deleteFrom('assessments').where('page_id', 'in', amongTexts(ids)).execute()
  await trx.deleteFrom('passages').where('page_key', 'in', amongNumbers(keys)).execute()
  await putPassages(
    trx,
    pages.flatMap(({ passages }, index) =>
      passages.map((passage) => ({ ...passage, pageKey: keys[index] ?? 0 })),
    ),
  )
  await enterWords(trx, [...new Set(pages.flatMap(({ words }) => words))])
}

/** The rows of pages; most pages of a source share their access lists. */
const putRows = async (
  trx: Transaction<Tables>,
  pages: readonly ReadyPage[],
): Promise<readonly number[]> => {
  const lists = new Map<string, number>()
  const keys: number[] = []
  for (const { row, access } of pages) {
    const text = canonicalJson(access)
    const access_key = lists.get(text) ?? (await putAccess(trx, access))
    lists.set(text, access_key)
    const values = { ...row, access_key }
    const { key } = await trx
      .insertInto('pages')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .returning('key')
      .executeTakeFirstOrThrow()
    keys.push(key)
  }
  return keys
}

interface OfPage extends ReadyPassage {
  readonly pageKey: number
}

/** So many passages are stored by one statement. */
const atOnce = 64

const putPassages = async (
  trx: Transaction<Tables>,
  passages: readonly OfPage[],
): Promise<void> => {
  if (passages.length === 0) return
  const first = await newKeys(trx, passages.length)
  for (let from = 0; from < passages.length; from += atOnce)
    await putSome(trx, first + from, passages.slice(from, from + atOnce))
  await sql`
    update passages set length = (
      select sum_of_varints(sz) from passage_words_docsize
      where passage_words_docsize.id = passages.key
    ) where key between ${first} and ${first + passages.length - 1}`.execute(trx)
}

const putSome = async (
  trx: Transaction<Tables>,
  first: number,
  passages: readonly OfPage[],
): Promise<void> => {
  const keyed = passages.map((passage, index) => ({ ...passage, key: first + index }))
  await run(
    trx,
    'insert into passages (key, id, page_key, position, sha256) values',
    keyed.map(({ key, id, pageKey, position, sha256 }) => [key, id, pageKey, position, sha256]),
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
