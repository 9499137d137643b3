import type { FastifyPluginCallback, FastifyRequest, RawServerDefault } from 'fastify'
import { z } from 'zod'
import type { Principal } from '../../src/domain/principal.ts'
import { reportsFeed } from '../../src/render/reports-feed.ts'
import { principalOf } from '../authentication.ts'
import { exampleFeed } from '../examples/feed.ts'
import { found } from '../found.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { frontFor } from '../sign-in/front.ts'
import type { ZodTypes } from '../zod.ts'

const atom = 'application/atom+xml; charset=utf-8'
const text = { type: 'application/atom+xml', example: exampleFeed }
/** Entries of a feed, the worst reports there are. */
const most = 50

const address = z.strictObject({ token: z.string().max(200) })

/** Feeds of a person's own reports: by their key, or by an address that holds a secret, since readers of feeds send no keys. */
export const feeds: FastifyPluginCallback<
  { readonly plumbline: ServedPlumbline },
  RawServerDefault,
  ZodTypes
> = (app, { plumbline }, done) => {
  const feedFor = async (reader: Principal, request: FastifyRequest): Promise<string> => {
    const { items } = await plumbline.reports({ mine: true, limit: most }, reader)
    // Addresses in a feed are whole; by a name that is not ours, this machine's are as good as any.
    const base = frontFor(plumbline.signInSettings()).originOf(request) ?? 'http://127.0.0.1'
    return reportsFeed({ person: reader.id, reports: items, base, now: plumbline.now() })
  }
  app.get(
    '/v1/reports/feed',
    {
      config: {
        summary: 'Your own open reports as an Atom feed',
        access: ['engineer', 'owner'],
        revalidated: 'private',
        text,
      },
    },
    async (request, reply) => reply.type(atom).send(await feedFor(principalOf(request), request)),
  )
  app.get(
    '/feeds/reports.atom',
    {
      config: {
        summary: 'The same by the secret address that a person makes at /notices',
        access: 'public',
        revalidated: 'private',
        text,
      },
      schema: { querystring: address },
    },
    async (request, reply) => {
      const reader = found(
        await plumbline.feedReader(request.query.token),
        'such feed: make its address anew at /notices',
      )
      return reply.type(atom).send(await feedFor(reader, request))
    },
  )
  done()
}
