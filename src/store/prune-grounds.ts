import { setImmediate as breathe } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import { amongTexts } from './among.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** So many receipts are forgotten the grounds of at once, for as long nothing else is answered. */
const mostPruned = 200

/** Forgets what receipts rest on that have expired, a few at a time. */
export async function pruneGrounds(db: Kysely<Tables>, at: Instant): Promise<void> {
  while (await pruneSome(db, at)) await breathe()
}

/** Whether there was something to forget. */
const pruneSome = (db: Kysely<Tables>, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const expired = await trx
      .selectFrom('receipts')
      .select(['receipts.id', 'receipts.expires_at'])
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('receipts.expires_at', 'receipts.id'),
          '>',
          selectFrom('pruned_grounds')
            .select(['expires_at', 'receipt'])
            .$asTuple('expires_at', 'receipt'),
        ),
      )
      .where('receipts.expires_at', '<=', at)
      .orderBy('receipts.expires_at')
      .orderBy('receipts.id')
      .limit(mostPruned)
      .execute()
    const last = expired.at(-1)
    if (last === undefined) return false
    await trx
      .deleteFrom('receipt_grounds')
      .where('receipt', 'in', amongTexts(expired.map(({ id }) => id)))
      .execute()
    await trx
      .updateTable('pruned_grounds')
      .set({ expires_at: last.expires_at, receipt: last.id })
      .execute()
    return true
  })
