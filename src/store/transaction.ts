import { type Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Does work as one transaction: its own, or the one that it is part of already. */
export const inTransaction = <Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> =>
  db instanceof Transaction ? work(db) : db.transaction().execute((trx) => work(trx))

/**
 * Does work as one transaction, and undoes all of it where the work fails. Whatever goes on with the transaction after its
 * end fails: work that was given up cannot write outside of it.
 */
export async function atomically<Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  const trx = await db.startTransaction().execute()
  try {
    const result = await work(trx)
    await trx.commit().execute()
    return result
  } catch (fault) {
    if (!trx.isCommitted) await trx.rollback().execute()
    throw fault
  }
}
