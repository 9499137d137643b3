import { PlumblineError } from '../../domain/errors.ts'
import type { Outcome } from './exchange.ts'
import { retryAfter } from './retry-after.ts'
import { backoff, type Went } from './throttle.ts'

type Answer = Extract<Outcome, { readonly is: 'answer' }>

/** What follows from one try. */
export type Next =
  | { readonly is: 'over'; readonly answer: Answer }
  | { readonly is: 'failed'; readonly fault: PlumblineError }
  /** Another try: the asker alone waits, or the whole host is left in peace. */
  | { readonly is: 'again'; readonly wait: number; readonly who: 'asker' | 'host' }

/** Statuses of a server, or of what stands before it, that has too much to do. */
const overloaded = new Set([429, 502, 503, 504])
/** Those that speak for the whole host. */
const hostwide = new Set([429, 503])
/** Kept connections that had been closed in the meantime: there may be as many as were kept. */
const mostStale = 10

/** How far an asker has come. */
export interface Tries {
  /** From one up. */
  readonly attempt: number
  readonly stale: number
}

/** What to do after one try: `attempts` in all, and as long as `longestPause` at a server's word. */
export const nextTry = (
  outcome: Outcome,
  { attempt, stale }: Tries,
  limits: { readonly attempts: number; readonly now: number; readonly random: number },
): Next => {
  const wait = backoff(attempt, limits.random)
  if (outcome.is === 'answer') {
    if (!overloaded.has(outcome.status)) return { is: 'over', answer: outcome }
    const asked = retryAfter(outcome.headers, limits.now)
    const who = hostwide.has(outcome.status) || asked !== null ? 'host' : 'asker'
    if (attempt < limits.attempts) return { is: 'again', wait: asked ?? wait, who }
    return { is: 'over', answer: outcome }
  }
  if (outcome.again === 'at once' && stale < mostStale)
    return { is: 'again', wait: 0, who: 'asker' }
  if (outcome.again === 'never' || attempt >= limits.attempts)
    return { is: 'failed', fault: afterTries(outcome.fault, attempt) }
  return { is: 'again', wait, who: 'asker' }
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
  if (overloaded.has(status)) return { latency, how: 'badly' }
  return { latency, how: status < 400 ? 'well' : 'refused' }
}
