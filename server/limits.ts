import { createHash } from 'node:crypto'
import { fastifyRateLimit } from '@fastify/rate-limit'
import { fastifyUnderPressure } from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Limits } from '../src/domain/limits.ts'
import type { Metrics } from './metrics.ts'
import type { ServedPlumbline } from './served-plumbline.ts'
import { heldToken } from './sign-in/session-guard.ts'

interface Parts {
  readonly plumbline: ServedPlumbline
  readonly limits: Limits
  readonly metrics: Pick<Metrics, 'turnedAway'>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It is answered however much there is to do: who asks wants to know just that. */
    readonly always?: true
  }
}

/** Keys whose requests are counted at once; whose key was not seen for longest is forgotten first. */
const mostKeys = 10_000

/** Puts bounds before every route that is registered from now on: how often one key may ask, and how much there may be to do. */
export function limitRequests(app: FastifyInstance, { plumbline, limits, metrics }: Parts): void {
  app.register(fastifyUnderPressure, {
    maxEventLoopDelay: limits.lagMilliseconds,
    // Where there was no sample at all, the loop stood still for as long.
    sampleInterval: limits.lagMilliseconds,
    pressureHandler: async (request) => {
      if (request.routeOptions.config.always) return
      metrics.turnedAway('overload')
      throw overloaded()
    },
  })
  app.register(fastifyRateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    cache: mostKeys,
    enableDraftSpec: true,
    keyGenerator: (request) => whose(request, plumbline),
    allowList: ({ routeOptions }) => routeOptions.config.always === true,
    errorResponseBuilder: (_, { max }) => {
      metrics.turnedAway('rate')
      return new PlumblineError(
        'request.too-many',
        `more than ${max} requests a minute came with this key or from this address`,
      )
    },
  })
}

/** Plumbline as it was, with so many answers, verifications, searches and impacts at once and no more. */
export function bounded(
  plumbline: ServedPlumbline,
  { limits, metrics }: Pick<Parts, 'limits' | 'metrics'>,
): ServedPlumbline {
  let underWay = 0
  const inTurn = async <Given>(work: () => Promise<Given>): Promise<Given> => {
    if (underWay >= limits.verdictsAtOnce) {
      metrics.turnedAway('overload')
      throw overloaded()
    }
    underWay += 1
    try {
      return await work()
    } finally {
      underWay -= 1
    }
  }
  return {
    ...plumbline,
    ask: (...given) => inTurn(() => plumbline.ask(...given)),
    verify: (...given) => inTurn(() => plumbline.verify(...given)),
    search: (...given) => inTurn(() => plumbline.search(...given)),
    impacts: (...given) => inTurn(() => plumbline.impacts(...given)),
  }
}

const overloaded = (): PlumblineError =>
  new PlumblineError('server.overloaded', 'Plumbline has more to do than it can just now')

/** Whose requests are counted together; neither keys nor tokens are kept readable. */
function whose(request: FastifyRequest, plumbline: ServedPlumbline): string {
  const { access } = request.routeOptions.config
  if (access === 'public') return `address ${request.ip}`
  const secret =
    access === 'session' ? heldToken(request, plumbline) : request.headers.authorization
  return secret ? createHash('sha256').update(secret).digest('base64') : `address ${request.ip}`
}
