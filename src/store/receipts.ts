import type { Kysely } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Ground, Receipt } from '../domain/receipt.ts'
import { putGrounds } from './grounds.ts'
import { decode } from './schemas/json.ts'
import { receiptSchema } from './schemas/receipt.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** Every receipt ever signed. */
export interface ReceiptStore {
  /** Keeps a receipt with what it rests on. */
  put(
    receipt: Receipt,
    grounds?: readonly (Ground & { readonly page: string | null })[],
  ): Promise<void>
  get(id: string): Promise<Receipt | null>
  /** The receipt of an answer or of a verification. */
  about(id: string): Promise<Receipt | null>
  /** Receipts that still stand at a moment: neither expired nor recalled. */
  standing(at: Instant): Promise<readonly Receipt[]>
}

const receiptOf = ({ id, document }: Tables['receipts']): Receipt =>
  decode(receiptSchema, document, `receipt ${id}`)

/** Keeps receipts. */
export const receiptStore = (db: Kysely<Tables>): ReceiptStore => ({
  put: async (receipt, grounds = []) => {
    const { id, aboutId, principal, issuedAt, expiresAt, decision } = receipt.content
    const row = {
      id,
      about_id: aboutId,
      principal,
      issued_at: issuedAt,
      expires_at: expiresAt,
      decision,
      document: JSON.stringify(receipt),
    }
    await inTransaction(db, async (trx) => {
      await trx.insertInto('receipts').values(row).execute()
      await putGrounds(trx, id, grounds)
    })
  },

  get: async (id) => {
    const row = await db.selectFrom('receipts').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : receiptOf(row)
  },

  about: async (id) => {
    const row = await db
      .selectFrom('receipts')
      .selectAll()
      .where('about_id', '=', id)
      .orderBy('issued_at', 'desc')
      .executeTakeFirst()
    return row === undefined ? null : receiptOf(row)
  },

  standing: async (at) => {
    const rows = await db
      .selectFrom('receipts')
      .selectAll()
      .where('expires_at', '>', at)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('recalls')
              .select('recalls.receipt')
              .whereRef('recalls.receipt', '=', 'receipts.id'),
          ),
        ),
      )
      .orderBy('id')
      .execute()
    return rows.map(receiptOf)
  },
})
