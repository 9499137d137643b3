import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import { principalOf } from '../authentication.ts'
import { frontFor, isOwnForm } from '../sign-in/front.ts'
import type { Routes } from '../zod.ts'

/** One JSON-RPC message; batches are gone from the protocol, and would pass many requests off as one. */
const message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number()]).exactOptional(),
  method: z.string().max(200),
  params: z.looseObject({}).exactOptional(),
})

const example = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: {
    name: 'check_action',
    arguments: { command: 'kubectl delete ns payments', environment: 'production' },
  },
}

/** POST /mcp: the tools of agents, by the Model Context Protocol over streamable HTTP. */
export const mcp: Routes = (app, { plumbline }, done) => {
  let version: string | null = null
  app.addHook('onRequest', async (request) => {
    // A browser on this machine could be led here by a name that was pointed at it: only our own pages may.
    const { origin } = request.headers
    if (origin !== undefined && !isOwnForm(request, frontFor(plumbline.signInSettings())))
      throw new PlumblineError('auth.foreign-origin', 'this comes from a page of another site')
  })
  app.post(
    '/mcp',
    {
      config: {
        summary:
          'The tools of agents, by the Model Context Protocol (streamable HTTP, no sessions)',
        access: 'any-key',
        example,
      },
      schema: { body: message },
    },
    async (request, reply) => {
      version ??= (await plumbline.health()).version
      // The protocol's own parser is needed by nobody who speaks plain HTTP.
      const { answerMessage } = await import('../mcp/over-http.ts')
      const spoken = request.headers['mcp-protocol-version']
      const { status, body } = await answerMessage(request.body, spoken?.toString(), {
        plumbline,
        version,
        principal: async () => principalOf(request),
        requestId: () => request.id,
        report: (thrown) => request.log.error({ err: thrown }, 'tool failed'),
      })
      if (body === '') return reply.status(status).send()
      return reply.status(status).type('application/json; charset=utf-8').send(body)
    },
  )
  app.route({
    method: ['GET', 'DELETE'],
    url: '/mcp',
    config: { access: 'any-key', unlisted: true },
    handler: async (request, reply) => {
      reply.header('allow', 'POST')
      throw new PlumblineError('request.wrong-method', `/mcp takes no ${request.method}`)
    },
  })
  done()
}
