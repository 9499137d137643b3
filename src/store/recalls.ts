import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Recall } from '../domain/receipt.ts'
import { decode } from './schemas/json.ts'
import { turnedSchema } from './schemas/receipt.ts'
import type { Tables } from './tables.ts'

/** Receipts that were recalled, and why. */
export interface RecallStore {
  /**
   * Recalls a receipt once and for all; false when it is recalled already or there is none. Where `announced` is false, it is among
   * `unannounced` until somebody says that the audit log has it, so that nothing is lost when a program ends in between.
   */
  put(recall: Recall, how?: { readonly announced: boolean }): Promise<boolean>
  of(receipt: string): Promise<Recall | null>
  unannounced(): Promise<readonly Recall[]>
  announced(receipt: string, at: Instant): Promise<void>
}

const recallOf = ({ receipt, recalled_at, because, turned }: Tables['recalls']): Recall => ({
  receipt,
  at: recalled_at,
  because,
  turned: decode(turnedSchema, turned, `recall of ${receipt}`),
})

/** Keeps recalls. */
export const recallStore = (db: Kysely<Tables>): RecallStore => ({
  put: async ({ receipt, at, because, turned = [] }, { announced } = { announced: true }) => {
    const known = await db
      .selectFrom('receipts')
      .select('id')
      .where('id', '=', receipt)
      .executeTakeFirst()
    if (known === undefined) return false
    const { numInsertedOrUpdatedRows: written = 0n } = await db
      .insertInto('recalls')
      .values({
        receipt,
        recalled_at: at,
        because,
        turned: JSON.stringify(turned),
        announced_at: announced ? at : null,
      })
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
    return row === undefined ? null : recallOf(row)
  },

  unannounced: async () => {
    const rows = await db
      .selectFrom('recalls')
      .selectAll()
      .where('announced_at', 'is', null)
      .orderBy('recalled_at')
      .orderBy('receipt')
      .execute()
    return rows.map(recallOf)
  },

  announced: async (receipt, at) => {
    await db
      .updateTable('recalls')
      .set({ announced_at: at })
      .where('receipt', '=', receipt)
      .execute()
  },
})
