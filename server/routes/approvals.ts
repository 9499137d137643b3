import { z } from 'zod'
import type { Approval } from '../../src/domain/approval.ts'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import { idParameter, list, named, text, textOrNull } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** A request that people allow one action. */
export const approval = z
  .object({
    id: text,
    verification: text,
    action: text,
    role: textOrNull,
    requestedBy: text,
    requestedAt: text,
    expiresAt: text,
    approvers: z.number(),
    senior: z.number(),
    decisions: list(
      z.object({
        person: text,
        decision: z.enum(['approve', 'refuse']),
        senior: z.boolean(),
        at: text,
        comment: textOrNull,
      }),
    ),
  })
  .register(named, { id: 'Approval' }) satisfies z.ZodType<Approval>

/** GET /v1/approvals/:id: how far a request for people's approval has come. */
export const approvals: Routes = (app, { plumbline }, done) => {
  app.get(
    '/approvals/:id',
    {
      config: { summary: 'A request for approval, and who decided what', access: 'any-key' },
      schema: { params: idParameter, response: { 200: approval } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.approval(id, principalOf(request)), `approval ${id}`)
    },
  )
  done()
}
