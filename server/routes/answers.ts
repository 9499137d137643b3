import { z } from 'zod'
import type { AskRequest, Provenance } from '../../src/domain/requests.ts'
import { answer, provenance } from '../../src/wire/answer.ts'
import { principalOf } from '../authentication.ts'
import { wireFinding } from '../finding-schema.ts'
import { found } from '../found.ts'
import { onceFor } from '../once.ts'
import { idParameter } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** Who may ask. */
export const mayAsk = ['agent', 'engineer'] as const

/** A question, and what its answer is for. */
export const question = z.strictObject({
  query: z.string().trim().min(1).max(2_000).describe('The question, in whole words.'),
  intent: z
    .enum(['inform', 'act'])
    .exactOptional()
    .describe('`act` if anything is going to be changed by the answer; `inform` if not.'),
  environment: z
    .string()
    .min(1)
    .max(200)
    .exactOptional()
    .describe('The environment that the answer is for, such as `production`.'),
}) satisfies z.ZodType<AskRequest>

const wireProvenance = (whole: Provenance): z.input<typeof provenance> => ({
  ...whole,
  findings: whole.findings.map(wireFinding),
})

const example = { query: 'How do I restart the payments service?', intent: 'act' }

/** POST /v1/answers: advice with its sources, or the reasons there is none; and answers given before. */
export const answers: Routes = (app, { plumbline }, done) => {
  app.post(
    '/answers',
    {
      config: {
        summary: 'Ask: advice with its sources, or the reasons there is none; a block is a 200',
        access: mayAsk,
        idempotencyKey: 'honoured',
        example,
      },
      schema: { body: question, response: { 200: answer } },
    },
    (request) =>
      onceFor(request, plumbline, answer, () =>
        plumbline.ask(request.body, principalOf(request), { requestId: request.id }),
      ),
  )
  app.get(
    '/answers/:id',
    {
      config: {
        summary: 'An answer as it was given',
        access: ['agent', 'engineer', 'operator'],
      },
      schema: { params: idParameter, response: { 200: answer } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.answer(id, principalOf(request)), `answer ${id}`)
    },
  )
  app.get(
    '/answers/:id/provenance',
    {
      config: {
        summary: 'How an answer came about: every candidate, its scores and what became of it',
        access: ['agent', 'engineer', 'owner', 'operator'],
      },
      schema: { params: idParameter, response: { 200: provenance } },
    },
    async (request) => {
      const { id } = request.params
      const whole = await plumbline.provenance(id, principalOf(request))
      return wireProvenance(found(whole, `answer ${id}`))
    },
  )
  done()
}
