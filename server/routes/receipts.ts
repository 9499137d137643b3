import { receipt, receiptStatus } from '../../src/wire/receipt.ts'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import { idParameter } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** GET /v1/receipts/:id: what was decided, signed; and whether it may still be relied on. */
export const receipts: Routes = (app, { plumbline }, done) => {
  app.get(
    '/receipts/:id',
    {
      config: {
        summary: 'A signed receipt and its content',
        access: 'any-key',
        revalidated: 'private',
      },
      schema: { params: idParameter, response: { 200: receipt } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.receipt(id, principalOf(request)), `receipt ${id}`)
    },
  )
  app.get(
    '/receipts/:id/status',
    {
      config: { summary: 'Whether a receipt may still be relied on', access: 'any-key' },
      schema: { params: idParameter, response: { 200: receiptStatus } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.receiptStatus(id, principalOf(request)), `receipt ${id}`)
    },
  )
  done()
}
