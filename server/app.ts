import { randomUUID } from 'node:crypto'
import { fastifyCookie } from '@fastify/cookie'
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import { defaultLimits, type Limits } from '../src/domain/limits.ts'
import { logLine } from '../src/render/log-line.ts'
import { authenticate } from './authentication.ts'
import { answerConditionally } from './conditional.ts'
import { readJsonStrictly, refuseRepeated, refuseUnreadable } from './incoming.ts'
import { bounded, limitRequests } from './limits.ts'
import { metricsOf } from './metrics.ts'
import { collectOperations } from './openapi.ts'
import {
  headersOf,
  isFaultOfOurs,
  type Problem,
  problemOf,
  problemType,
  securityHeaders,
} from './problem.ts'
import { answers } from './routes/answers.ts'
import { approvalRequests } from './routes/approval-requests.ts'
import { approvals } from './routes/approvals.ts'
import { audit } from './routes/audit.ts'
import { decisions } from './routes/decisions.ts'
import { feeds } from './routes/feeds.ts'
import { findings } from './routes/findings.ts'
import { impacts } from './routes/impacts.ts'
import { mcp } from './routes/mcp.ts'
import { metricsRoute } from './routes/metrics.ts'
import { open } from './routes/open.ts'
import { pages } from './routes/pages.ts'
import { receipts } from './routes/receipts.ts'
import { reports } from './routes/reports.ts'
import { search } from './routes/search.ts'
import { sources } from './routes/sources.ts'
import { verifications } from './routes/verifications.ts'
import { webhooks } from './routes/webhooks.ts'
import type { ServedPlumbline } from './served-plumbline.ts'
import { pagesForPeople } from './ui/routes.ts'
import { watched } from './watched-plumbline.ts'
import { serializerCompiler, validatorCompiler, type ZodTypes } from './zod.ts'

/** The largest body a request may have, in bytes. */
export const bodyLimit = 1_048_576

/** From which level log lines are written, and where to. */
export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly stream: { write(line: string): unknown }
}

/** How long a caller may take to send a request, in milliseconds. */
const requestTimeout = 30_000

/** How the server behaves where callers may choose. */
export interface AppOptions {
  /** Without it nothing is logged. */
  readonly log?: LogOptions
  readonly limits?: Limits
}

/** The HTTP door: it validates, delegates and serialises, and decides nothing. */
export function buildApp(opened: ServedPlumbline, options: AppOptions = {}): FastifyInstance {
  const app = fastify({
    logger: options.log ? logging(options.log) : false,
    bodyLimit,
    requestTimeout,
    // What still comes over an open connection is answered: it may be all that somebody has of a verdict.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 2_000 },
    requestIdHeader: false,
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    frameworkErrors: (thrown, request, reply) => {
      const problem = problemOf(thrown, request.id)
      reply.raw.writeHead(problem.status, { ...securityHeaders, 'content-type': problemType })
      reply.raw.end(JSON.stringify(problem))
    },
    clientErrorHandler: refuseUnreadable,
  }).withTypeProvider<ZodTypes>()
  app.removeContentTypeParser('text/plain')
  readJsonStrictly(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  guardReplies(app)
  refuseRepeated(app)
  answerConditionally(app)
  const metrics = metricsOf(app, opened)
  const { limits = defaultLimits } = options
  const plumbline = bounded(app, { plumbline: watched(opened, metrics), limits, metrics })
  app.register(fastifyCookie)
  authenticate(app, plumbline)
  limitRequests(app, { plumbline, limits, metrics })
  const operations = collectOperations(app)
  const guarded = [
    answers,
    search,
    verifications,
    approvals,
    approvalRequests,
    decisions,
    pages,
    findings,
    impacts,
    receipts,
    reports,
    sources,
    webhooks,
    audit,
  ]
  for (const routes of guarded) app.register(routes, { plumbline, prefix: '/v1' })
  app.register(feeds, { plumbline })
  app.register(mcp, { plumbline })
  app.register(metricsRoute, { metrics })
  app.register(open, { plumbline, operations })
  app.register(pagesForPeople, { plumbline, operations })
  return app
}

/** What is logged names no secret, whoever put it into an address or a message. */
const logging = ({ level, stream }: LogOptions) => ({
  level,
  stream: { write: (line: string) => stream.write(logLine(line)) },
  redact: ['req.headers.authorization', 'req.headers.cookie'],
  serializers: {
    // What stands behind the question mark may be anything that was looked for.
    req: ({ method, url, ip }: FastifyRequest) => ({ method, path: url.split('?')[0], ip }),
  },
})

function guardReplies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...securityHeaders, 'x-request-id': request.id })
  })
  app.setNotFoundHandler((request) => {
    const [path] = request.url.split('?')
    throw new PlumblineError('input.not-found', `there is no route ${request.method} ${path}`)
  })
  app.setErrorHandler((thrown, request, reply) => {
    const problem = problemOf(thrown, request.id)
    if (isFaultOfOurs(problem)) request.log.error({ err: thrown }, 'request failed')
    reply.headers(headersOf(problem))
    reply.status(problem.status).type(problemType)
    return reply.send(JSON.stringify(failingClosed(problem, request.routeOptions.url)))
  })
}

/** Where a verdict was asked for and none came about, that is a refusal in so many words. */
const failingClosed = (problem: Problem, route = ''): Problem =>
  (problem.status >= 500 || problem.status === 429) &&
  /^\/(?:v1\/(?:answers|verifications)|mcp)\b/.test(route)
    ? { ...problem, decision: 'block' }
    : problem

/** A caller's own request id is taken only when it cannot do harm in a log or a header. */
const requestId = (own: string | string[] | undefined): string =>
  typeof own === 'string' && /^[\w.:-]{1,64}$/.test(own) ? own : randomUUID()
