import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Principal } from '../src/domain/principal.ts'
import type { OnceRequest } from '../src/domain/requests.ts'
import { principalOf } from './authentication.ts'
import type { ServedPlumbline } from './served-plumbline.ts'

/**
 * Does what a request asks for, and where it bears an `Idempotency-Key` only once: the same request under the same key gets the
 * first reply again for a day. Faults: `request.key-malformed`, `request.key-reused`, `request.key-busy`.
 */
export async function onceFor<Reply>(
  request: FastifyRequest,
  plumbline: Pick<ServedPlumbline, 'once'>,
  reply: z.ZodType<Reply>,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const key = idempotencyKey(request.headers['idempotency-key'])
  if (key === null) return work()
  const { method, body } = request
  const of = { method, route: request.url.split('?')[0], body }
  return onceUnder({ key, of }, { plumbline, principal: principalOf(request) }, reply, work)
}

/** The same, of a request that came by another way than HTTP. */
export async function onceUnder<Reply>(
  asked: OnceRequest,
  by: { readonly plumbline: Pick<ServedPlumbline, 'once'>; readonly principal: Principal },
  reply: z.ZodType<Reply>,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const text = await by.plumbline.once(asked, by.principal, async () =>
    JSON.stringify(reply.parse(await work())),
  )
  return reply.parse(JSON.parse(text))
}

/** The draft writes the key as a string in quotes; many clients send it bare. Both name the same request. */
function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null
  const [, quoted, bare] = /^(?:"([\w.:-]{1,200})"|([\w.:-]{1,200}))$/.exec(String(header)) ?? []
  const key = quoted ?? bare
  if (key === undefined)
    throw new PlumblineError('request.key-malformed', 'the Idempotency-Key cannot be read')
  return key
}
