import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fastifyRateLimit } from '@fastify/rate-limit'
import { fastifyUnderPressure } from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Limits } from '../src/domain/limits.ts'
import type { Metrics } from './metrics.ts'
import type { ServedPlumbline } from './served-plumbline.ts'
import { heldToken } from './sign-in/session-guard.ts'
import { turns } from './turns.ts'

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

/** Milliseconds for which a server that closes waits for what nobody waits for any more: what it works with is closed next. */
const closingPatience = 20_000

/** Plumbline as it was, with so many answers, verifications, searches and impacts at once and no more, of which one begins after the other. */
export function bounded(
  app: FastifyInstance,
  { plumbline, limits, metrics }: Parts,
): ServedPlumbline {
  const underWay = new Set<Promise<unknown>>()
  const turn = turns()
  app.addHook('onClose', async () => {
    const late = sleep(closingPatience, undefined, { ref: false })
    await Promise.race([Promise.allSettled(underWay), late])
  })
  const inTurn = async <Given>(work: () => Promise<Given>): Promise<Given> => {
    if (underWay.size >= limits.verdictsAtOnce) {
      metrics.turnedAway('overload')
      throw overloaded()
    }
    const doing = turn().then(work)
    underWay.add(doing)
    try {
      return await doing
    } finally {
      underWay.delete(doing)
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
