import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Decision } from '../src/domain/verdict.ts'
import { stateGauges } from './metrics-state.ts'
import type { ServedPlumbline } from './served-plumbline.ts'

/** What is measured, in the text that Prometheus reads (text/plain; version=0.0.4). */
export interface Metrics {
  readonly contentType: string
  /** All of it, as it stands. */
  text(): Promise<string>
  /** Tells of a verdict, or that none came about; `seconds` is how long it took. */
  judged(about: About, decision: Decision | 'fault', seconds: number): void
  /** Tells of a request that was turned away before any work. */
  turnedAway(because: 'rate' | 'overload'): void
}

/** What verdicts are asked for. */
export type About = 'answer' | 'verification'

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Counts what one server does. Labels are routes as they are written in code, methods, statuses and names out of the
 * configuration: nothing that a request, a page or a key holds, so that neither words nor their number come out.
 */
export function metricsOf(app: FastifyInstance, plumbline: ServedPlumbline): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'plumbline_http_request_duration_seconds',
    help: 'Requests by method, route and status, and how long each took to the end of its reply',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers,
  })
  const verdicts = new Histogram({
    name: 'plumbline_verdict_duration_seconds',
    help: 'Verdicts by what they are about and what was decided, and how long each took; a fault is none',
    labelNames: ['about', 'decision'],
    buckets: requestSeconds,
    registers,
  })
  const away = new Counter({
    name: 'plumbline_http_turned_away_total',
    help: 'Requests that were turned away before any work: too many of one key, or too much at once',
    labelNames: ['because'],
    registers,
  })
  const underWay = new Gauge({
    name: 'plumbline_http_requests_under_way',
    help: 'Requests whose reply has not ended',
    registers,
  })
  app.addHook('onRequest', async (request, reply) => {
    const begun = performance.now()
    underWay.inc()
    // Unlike the end of a reply, the end of its connection comes to whoever gives up, too.
    reply.raw.once('close', () => {
      underWay.dec()
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none')
      const status = reply.raw.writableEnded ? String(reply.statusCode) : 'given up'
      requests.observe({ method: request.method, route, status }, (performance.now() - begun) / 1e3)
    })
  })
  const readState = stateGauges(registers, plumbline)
  // Only a server that listens is a process of its own to watch.
  app.addHook('onListen', async () => collectDefaultMetrics({ register: registry }))
  return {
    contentType: registry.contentType,
    text: async () => {
      await readState()
      return registry.metrics()
    },
    judged: (about, decision, seconds) => verdicts.observe({ about, decision }, seconds),
    turnedAway: (because) => away.inc({ because }),
  }
}
