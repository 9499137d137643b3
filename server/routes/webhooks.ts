import { z } from 'zod'
import type { DeadLetter } from '../../src/domain/requests.ts'
import { listing, text } from '../../src/wire/basics.ts'
import { found } from '../found.ts'
import { idParameter, named, part } from '../schema.ts'
import type { Routes } from '../zod.ts'

const deadLetter = z
  .object({
    id: text,
    webhook: text,
    type: text,
    createdAt: text,
    attempts: z.number(),
    failedAt: text,
    because: text,
  })
  .register(named, { id: 'DeadLetter' }) satisfies z.ZodType<DeadLetter>

const deadLetterList = listing(deadLetter).register(named, { id: 'DeadLetterList' })

const operators = ['operator'] as const

/** Messages that subscribers would not take. */
export const webhooks: Routes = (app, { plumbline }, done) => {
  app.get(
    '/webhooks/dead-letters',
    {
      config: { summary: 'Messages that were given up after all tries', access: operators },
      schema: { querystring: z.strictObject(part), response: { 200: deadLetterList } },
    },
    (request) => plumbline.deadLetters(request.query),
  )
  app.post(
    '/webhooks/dead-letters/:id/redelivery',
    {
      config: { summary: 'Have a message that was given up tried again', access: operators },
      schema: { params: idParameter, response: { 202: deadLetter } },
    },
    async (request, reply) => {
      const { id } = request.params
      return reply.status(202).send(found(await plumbline.redeliver(id), `dead letter ${id}`))
    },
  )
  done()
}
