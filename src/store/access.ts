import type { Kysely, Transaction } from 'kysely'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { AccessLists, Reader } from '../domain/principal.ts'
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
const openTo = (db: Kysely<Tables>, { id, groups }: Reader) =>
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
