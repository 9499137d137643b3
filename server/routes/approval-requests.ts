import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import { approval } from '../../src/wire/approval.ts'
import { comment, doneOr } from '../approval-schema.ts'
import { principalOf } from '../authentication.ts'
import { onceFor } from '../once.ts'
import { idParameter } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** What people are asked to allow. */
export const toApprove = z.strictObject({
  verification: z.string().min(1).max(200).describe('Id of a verification of yours: `ver_…`.'),
  note: comment.exactOptional().describe('What the people who decide should know.'),
})

/** POST /v1/approvals and its withdrawal: asking people, by anyone with a key. */
export const approvalRequests: Routes = (app, { plumbline }, done) => {
  app.post(
    '/approvals',
    {
      config: {
        summary:
          'Ask people to allow what they can lift of a verification of yours; needs an `Idempotency-Key`',
        access: 'any-key',
        idempotencyKey: 'needed',
        example: { verification: 'ver_1', note: 'the load test is over' },
      },
      schema: {
        body: toApprove,
        response: { 201: approval },
      },
    },
    async (request, reply) => {
      if (request.headers['idempotency-key'] === undefined)
        throw new PlumblineError('request.key-missing', 'this request carries no Idempotency-Key')
      const principal = principalOf(request)
      const made = await onceFor(request, plumbline, approval, async () => {
        const outcome = await plumbline.requestApproval(request.body, principal)
        return doneOr(outcome, `verification ${request.body.verification}`)
      })
      return reply.status(201).send(made)
    },
  )
  app.post(
    '/approvals/:id/withdrawal',
    {
      config: { summary: 'Withdraw a request of yours', access: 'any-key' },
      schema: { params: idParameter, response: { 200: approval } },
    },
    async (request) => {
      const { id } = request.params
      return doneOr(await plumbline.withdrawApproval(id, principalOf(request)), `approval ${id}`)
    },
  )
  done()
}
