import type { Kysely } from 'kysely'
import type { Recall } from '../domain/receipt.ts'
import type { Tables } from './tables.ts'

/** Receipts that were recalled, and why. */
export interface RecallStore {
  /** Recalls a receipt once and for all; false when it is recalled already or there is none. */
  put(recall: Recall): Promise<boolean>
  of(receipt: string): Promise<Recall | null>
}

/** Keeps recalls. */
export const recallStore = (db: Kysely<Tables>): RecallStore => ({
  put: async ({ receipt, at, because }) => {
    const known = await db
      .selectFrom('receipts')
      .select('id')
      .where('id', '=', receipt)
      .executeTakeFirst()
    if (known === undefined) return false
    const { numInsertedOrUpdatedRows: written = 0n } = await db
      .insertInto('recalls')
      .values({ receipt, recalled_at: at, because })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return written > 0n
  },

  of: async (receipt) => {
    const row = await db
      .selectFrom('recalls')
      .selectAll()
      .where('receipt', '=', receipt)
      .executeTakeFirst()
    return row === undefined ? null : { receipt, at: row.recalled_at, because: row.because }
  },
})
