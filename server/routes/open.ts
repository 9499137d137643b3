import type { FastifyPluginCallback, RawServerDefault } from 'fastify'
import { z } from 'zod'
import type { Health } from '../../src/domain/requests.ts'
import { list, text } from '../../src/wire/basics.ts'
import { type Operation, openApi } from '../openapi.ts'
import { named } from '../schema.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import type { ZodTypes } from '../zod.ts'

const status = z.enum(['ok', 'starting', 'degraded'])

/** Who carries no key learns neither names nor how many pages there are: not even readers are told of pages they may not see. */
const health = z
  .object({
    status,
    version: text,
    now: text,
    nearness: z.enum(['off', 'exact', 'building', 'approximate']),
    policy: z.enum(['enforced', 'reported', 'unreadable']),
    repositories: z.number(),
    surveyedRepositories: z.number(),
  })
  .register(named, { id: 'Health' })

const wordFor = ({ problem, mode }: Health['policy']): z.input<typeof health>['policy'] => {
  if (problem !== null) return 'unreadable'
  return mode === 'report' ? 'reported' : 'enforced'
}

const counted = ({
  sources: _,
  repositories,
  policy,
  ...whole
}: Health): z.input<typeof health> => ({
  ...whole,
  policy: wordFor(policy),
  repositories: repositories.length,
  surveyedRepositories: repositories.filter(({ commit }) => commit !== null).length,
})

// Named one by one: whatever else a key may hold, its private half among it, does not come out.
const keySet = z
  .object({
    keys: list(z.object({ kty: text, crv: text, x: text, kid: text, alg: text, use: text })),
  })
  .register(named, { id: 'KeySet' })

interface Options {
  readonly plumbline: ServedPlumbline
  readonly operations: readonly Operation[]
}

/** What anybody may ask without a key: is it up, is it ready, which keys sign, what routes are there. */
export const open: FastifyPluginCallback<Options, RawServerDefault, ZodTypes> = (
  app,
  { plumbline, operations },
  done,
) => {
  app.get(
    '/healthz',
    {
      config: { summary: 'Whether Plumbline is up', access: 'public', always: true },
      schema: { response: { 200: health } },
    },
    async () => counted(await plumbline.health()),
  )
  app.get(
    '/readyz',
    {
      config: {
        summary: 'Whether questions can be answered yet; 503 until then',
        access: 'public',
        always: true,
      },
      schema: { response: { 200: health, 503: health } },
    },
    async (_, reply) => {
      const now = counted(await plumbline.health())
      return reply.status(now.status === 'starting' ? 503 : 200).send(now)
    },
  )
  app.get(
    '/.well-known/jwks.json',
    {
      config: {
        summary: 'The public keys that receipts are signed with',
        access: 'public',
        revalidated: 'public',
      },
      schema: { response: { 200: keySet } },
    },
    async () => keySet.parse(await plumbline.jwks()),
  )
  app.get(
    '/openapi.json',
    {
      config: {
        summary: 'This description of the routes (OpenAPI 3.1)',
        access: 'public',
        revalidated: 'public',
      },
    },
    async () => openApi(operations, (await plumbline.health()).version),
  )
  done()
}
