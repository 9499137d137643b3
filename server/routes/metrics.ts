import type { FastifyPluginCallback, RawServerDefault } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { ZodTypes } from '../zod.ts'

/** GET /metrics: for operators alone, since behind a proxy everybody seems to come from this machine. */
export const metricsRoute: FastifyPluginCallback<
  { readonly metrics: Metrics },
  RawServerDefault,
  ZodTypes
> = (app, { metrics }, done) => {
  app.get(
    '/metrics',
    {
      config: {
        summary: 'Requests, verdicts, crawls and the process, counted (Prometheus text)',
        access: ['operator'],
        always: true,
        text: { type: 'text/plain; version=0.0.4', example: 'plumbline_status{status="ok"} 1\n' },
      },
    },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  )
  done()
}
