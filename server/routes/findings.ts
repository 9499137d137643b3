import { z } from 'zod'
import { kind } from '../../src/wire/basics.ts'
import { finding, findingList } from '../../src/wire/finding.ts'
import { principalOf } from '../authentication.ts'
import { wireFinding } from '../finding-schema.ts'
import { found } from '../found.ts'
import { idParameter, part } from '../schema.ts'
import type { Routes } from '../zod.ts'

const filter = z.strictObject({
  ...part,
  page: z.string().min(1).max(2_000).exactOptional(),
  status: finding.shape.status.exactOptional(),
  kind: kind.exactOptional(),
})

/** GET /v1/findings: what pages claim, and how each claim fares against the code. */
export const findings: Routes = (app, { plumbline }, done) => {
  app.get(
    '/findings',
    {
      config: {
        summary: 'Claims judged against code, by page, status or kind',
        access: ['agent', 'engineer', 'owner'],
        revalidated: 'private',
      },
      schema: { querystring: filter, response: { 200: findingList } },
    },
    async (request) => {
      const { items, next } = await plumbline.findings(request.query, principalOf(request))
      return { items: items.map(wireFinding), next }
    },
  )
  app.get(
    '/findings/:id',
    {
      config: {
        summary: 'One claim judged',
        access: ['agent', 'engineer', 'owner'],
        revalidated: 'private',
      },
      schema: { params: idParameter, response: { 200: finding } },
    },
    async (request) => {
      const { id } = request.params
      return wireFinding(found(await plumbline.finding(id, principalOf(request)), `finding ${id}`))
    },
  )
  done()
}
