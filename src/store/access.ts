import type { Kysely, Transaction } from 'kysely'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { Access, AccessLists, Reader } from '../domain/principal.ts'
import { accessOf } from './schemas/page.ts'
import type { Tables } from './tables.ts'

/** The key of some access lists, which are stored once for all the pages that share them. */
export const putAccess = async (trx: Transaction<Tables>, access: AccessLists): Promise<number> => {
  const lists = access.map((entries) => [...new Set(entries)].sort())
  const document = canonicalJson(lists)
  const known = await trx
    .selectFrom('access_lists')
    .select('key')
    .where('document', '=', document)
    .executeTakeFirst()
  if (known !== undefined) return known.key
  const { key } = await trx
    .insertInto('access_lists')
    .values({ document, clauses: lists.length })
    .returning('key')
    .executeTakeFirstOrThrow()
  for (const [clause, entries] of lists.entries())
    for (const entry of entries)
      await trx.insertInto('access_entries').values({ entry, list_key: key, clause }).execute()
  return key
}

/** The keys of the access lists that let a reader in: every clause names the reader or a group. */
export const openTo = (db: Kysely<Tables>, { id, groups }: Reader) =>
  db
    .selectFrom('access_entries')
    .innerJoin('access_lists', 'access_lists.key', 'access_entries.list_key')
    .select('access_lists.key')
    .where('entry', 'in', [...new Set([id, ...groups])])
    .groupBy(['access_lists.key', 'access_lists.clauses'])
    .having((having) =>
      having(having.fn.count('clause').distinct(), '=', having.ref('access_lists.clauses')),
    )

/** The keys of the pages a reader may see. */
export const readableBy = (db: Kysely<Tables>, reader: Reader) =>
  db.selectFrom('pages').select('pages.key').where('access_key', 'in', openTo(db, reader))

/**
 * Puts a source's own list in place of the first of each of its pages' lists, those of what is gone among them: who is let in to a source no more
 * is let in to none of it, whatever a crawl comes to. Gives how many pages that concerned.
 */
export const narrowSource = async (
  trx: Transaction<Tables>,
  source: string,
  own: Access,
): Promise<number> => {
  const used = await trx
    .selectFrom('pages')
    .innerJoin('access_lists', 'access_lists.key', 'pages.access_key')
    .select(['access_lists.key as key', 'access_lists.document as document'])
    .distinct()
    .where('source', '=', source)
    .execute()
  let pages = 0
  for (const { key, document } of used) {
    const [first, ...others] = accessOf(document, `access lists of ${source}`)
    const access_key = await putAccess(trx, [own, ...others])
    // Lists of nobody stay so: there was no list of a source to begin with.
    if (first === undefined || access_key === key) continue
    const { numUpdatedRows } = await trx
      .updateTable('pages')
      .set({ access_key })
      .where('source', '=', source)
      .where('access_key', '=', key)
      .executeTakeFirst()
    pages += Number(numUpdatedRows)
  }
  return pages
}
