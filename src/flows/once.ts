import { subHours } from 'date-fns/subHours'
import { subSeconds } from 'date-fns/subSeconds'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { IdempotencyStore } from '../store/idempotency.ts'
import { sha256OfValue } from '../values/digests.ts'
import { within } from '../values/within.ts'
import { inTime, patience } from './within.ts'

/** How long a key is remembered, in hours. */
const hoursKept = 24

/** Seconds after which a request without a reply counts as lost, with the process that worked on it. */
const secondsUnderWay = 120

/** A request that must not be done twice. */
export interface KeyedRequest {
  readonly principal: string
  /** The caller's `Idempotency-Key`. */
  readonly key: string
  /** The route and all that was asked. */
  readonly asked: unknown
}

/**
 * Does work once for a key: whoever sends the same request again gets the reply of the first time, as JSON. A key that was used
 * for another request, or whose first request is still under way, is a fault (`request.key-reused`, `request.key-busy`).
 * After draft-ietf-httpapi-idempotency-key-header-06.
 */
export async function once(
  store: IdempotencyStore,
  { principal, key, asked }: KeyedRequest,
  now: Instant,
  work: () => Promise<string>,
): Promise<string> {
  const digest = sha256OfValue(asked)
  const request = { principal, key, digest }
  const old = subHours(now, hoursKept).toISOString()
  const lost = subSeconds(now, secondsUnderWay).toISOString()
  const before = await inTime(
    patience.keeping,
    'looking for an earlier request',
    store.forget(old, lost).then(() => store.begin(request, now)),
  )
  if (before.is === 'answered') return before.response
  if (before.is === 'conflict')
    throw new PlumblineError('request.key-reused', `the key ${key} was used for another request`)
  if (before.is === 'running')
    throw new PlumblineError(
      'request.key-busy',
      `the first request with the key ${key} is under way`,
    )
  try {
    const response = await work()
    await inTime(patience.keeping, 'keeping the reply', store.finish(request, response))
    return response
  } catch (error) {
    // What failed may be tried again; if even that cannot be written, the key is free once its request counts as lost.
    await within(patience.keeping, store.abandon(request)).catch(() => undefined)
    throw error
  }
}
