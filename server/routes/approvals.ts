import { z } from 'zod'
import { approval, approvalList } from '../../src/wire/approval.ts'
import { load } from '../approval-schema.ts'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import { idParameter, part } from '../schema.ts'
import { maySeeLoad } from '../who-may.ts'
import type { Routes } from '../zod.ts'

/** GET /v1/approvals: what waits, for whom, and how people keep up with it. */
export const approvals: Routes = (app, { plumbline }, done) => {
  app.get(
    '/approvals',
    {
      config: {
        summary: 'Requests that are open, the oldest first; with `mine=true` all of your own',
        access: 'any-key',
      },
      schema: {
        querystring: z.strictObject({ mine: z.stringbool().exactOptional(), ...part }),
        response: { 200: approvalList },
      },
    },
    (request) => plumbline.approvals(request.query, principalOf(request)),
  )
  app.get(
    '/approvals/load',
    {
      config: {
        summary: 'How many wait, how old and for whom, and how decisions were made, by day',
        access: maySeeLoad,
      },
      schema: { response: { 200: load } },
    },
    () => plumbline.reviewLoad(),
  )
  app.get(
    '/approvals/:id',
    {
      config: {
        summary: 'A request for approval, what it would run, and who decided what',
        access: 'any-key',
      },
      schema: { params: idParameter, response: { 200: approval } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.approval(id, principalOf(request)), `approval ${id}`)
    },
  )
  done()
}
