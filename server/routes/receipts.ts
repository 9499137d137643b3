import { z } from 'zod'
import { factKinds } from '../../src/domain/fact.ts'
import { type Receipt, receiptModes } from '../../src/domain/receipt.ts'
import type { ReceiptStatus } from '../../src/domain/requests.ts'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import { idParameter, list, named, text, textOrNull, verdict } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** What was decided, signed. */
export const receipt = z
  .object({
    content: z.object({
      id: text,
      about: z.enum(['answer', 'verification']),
      aboutId: text,
      principal: text,
      issuedAt: text,
      expiresAt: text,
      decision: verdict.shape.decision,
      reasons: list(text),
      mode: z.enum(receiptModes),
      executor: z.object({ principal: text, role: textOrNull }).nullable(),
      environment: textOrNull,
      approvals: list(z.object({ id: text, by: text, at: text })),
      policy: z.object({ name: text, sha256: text }),
      subjects: z.record(text, text).readonly(),
      passages: list(z.object({ id: text, revision: text, sha256: text })),
      facts: list(
        z.object({
          repository: text,
          kind: z.enum([...factKinds, 'file-path']),
          owner: textOrNull,
          subject: text,
          value: textOrNull,
        }),
      ),
      surveys: list(z.object({ repository: text, commit: text })),
      nonce: text,
    }),
    envelope: z.object({
      payloadType: text,
      payload: text,
      signatures: list(z.object({ keyid: text, sig: text })),
    }),
  })
  .register(named, { id: 'Receipt' }) satisfies z.ZodType<Receipt>

/** Whether a receipt may still be relied on. */
export const receiptStatus = z
  .object({
    id: text,
    status: z.enum(['valid', 'expired', 'recalled']),
    because: text,
    recalledAt: textOrNull,
    turned: list(
      z.object({
        what: z.enum(['passage', 'finding', 'fact', 'key']),
        because: text,
        page: z.object({ id: text, title: text, url: textOrNull }).nullable(),
        passage: textOrNull,
        finding: textOrNull,
        fact: z
          .object({
            repository: text,
            kind: text,
            owner: textOrNull,
            subject: text,
            was: textOrNull,
            is: textOrNull,
          })
          .nullable(),
      }),
    ),
  })
  .register(named, { id: 'ReceiptStatus' }) satisfies z.ZodType<ReceiptStatus>

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
