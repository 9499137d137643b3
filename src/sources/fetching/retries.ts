import { PlumblineError } from '../../domain/errors.ts'
import type { Outcome } from './exchange.ts'
import { retryAfter } from './retry-after.ts'
import { backoff, type Went } from './throttle.ts'

type Answer = Extract<Outcome, { readonly is: 'answer' }>

/** What follows from one try. */
export type Next =
  | { readonly is: 'over'; readonly answer: Answer }
  | { readonly is: 'failed'; readonly fault: PlumblineError }
  /** Another try, after so many milliseconds; a stale connection is no try of the server's. */
  | { readonly is: 'again'; readonly wait: number; readonly because: 'trouble' | 'stale' }

/** Statuses of a server, or of what stands before it, that has too much to do. */
const overloaded = new Set([429, 502, 503, 504])
/** Some say 'forbidden' and mean 'not so much': those that say for how long. */
const isOverloaded = ({ status, headers }: Answer): boolean =>
  overloaded.has(status) || (status === 403 && headers['retry-after'] !== undefined)
/** Those that speak for the whole host. */
const hostwide = new Set([403, 429, 503])
/** Kept connections that had been closed in the meantime: there may be as many as were kept. */
const mostStale = 10

/** How far an asker has come, and what the rules allow. */
export interface Tries {
  /** From one up. */
  readonly attempt: number
  readonly stale: number
  readonly attempts: number
  /** Milliseconds since 1970. */
  readonly now: number
  readonly random: number
}

/**
 * For how many milliseconds the whole host is to be left in peace after a try: as long as it asks, or for longer each
 * time; null where the trouble is the asker's alone.
 */
export const hostPause = (outcome: Outcome, { attempt, now, random }: Tries): number | null => {
  if (outcome.is === 'fault' || !isOverloaded(outcome)) return null
  const asked = retryAfter(outcome.headers, now)
  return asked ?? (hostwide.has(outcome.status) ? backoff(attempt, random) : null)
}

/** What to do after one try; a pause of the host counts by itself. */
export const nextTry = (outcome: Outcome, tries: Tries): Next => {
  const { attempt, attempts, stale, random } = tries
  if (outcome.is === 'answer') {
    if (!isOverloaded(outcome) || attempt >= attempts) return { is: 'over', answer: outcome }
    const wait = hostPause(outcome, tries) === null ? backoff(attempt, random) : 0
    return { is: 'again', wait, because: 'trouble' }
  }
  if (outcome.again === 'at once' && stale < mostStale)
    return { is: 'again', wait: 0, because: 'stale' }
  if (outcome.again === 'never' || attempt >= attempts)
    return { is: 'failed', fault: afterTries(outcome.fault, attempt) }
  return { is: 'again', wait: backoff(attempt, random), because: 'trouble' }
}

const afterTries = (fault: PlumblineError, attempts: number): PlumblineError =>
  attempts === 1
    ? fault
    : new PlumblineError(fault.code, `${fault.message} (tried ${attempts} times)`, {
        cause: fault.cause,
      })

/** What a try tells of the host; null where it tells nothing. */
export const wentOf = (outcome: Outcome): Went | null => {
  if (outcome.is === 'fault') {
    const isHosts = outcome.again === 'later' || outcome.fault.code === 'source.too-slow'
    return isHosts ? { latency: 0, how: 'badly' } : null
  }
  const { status, latency } = outcome
  if (isOverloaded(outcome)) return { latency, how: 'badly' }
  return { latency, how: status < 400 ? 'well' : 'refused' }
}
