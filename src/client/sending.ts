import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { isErrorCode, PlumblineError } from '../domain/errors.ts'
import { boundedText } from './bounded-text.ts'
import { problem } from './found.ts'

/** One request, and the shape that its reply must have. */
export interface Question<Reply extends z.ZodType> {
  readonly target: URL
  readonly method: 'GET' | 'POST'
  readonly body?: object
  readonly reply: Reply
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal | undefined
}

/** In whose name a request is made, how long it may take with all its tries, and how many more of these there may be. */
export interface Patience {
  readonly key: string
  readonly milliseconds: number
  readonly retries: number
}

/** Sends a request, again where the server says when and it may be made twice; what comes back has its shape or is a fault. */
export async function send<Reply extends z.ZodType>(
  question: Question<Reply>,
  patience: Patience,
): Promise<z.output<Reply>> {
  const { target, signal } = question
  const late = AbortSignal.timeout(patience.milliseconds)
  const place = `${target.origin}${target.pathname}`
  const stop = signal ? AbortSignal.any([signal, late]) : late
  const { status, text } = await persist(question, patience, stop).catch((cause: unknown) => {
    if (cause instanceof PlumblineError) throw cause
    if (signal?.aborted) throw signal.reason
    if (late.aborted)
      throw new PlumblineError(
        'server.too-slow',
        `${place} did not answer within ${patience.milliseconds / 1000} seconds`,
      )
    throw new PlumblineError('server.unreachable', `${place} cannot be reached: ${whyOf(cause)}`)
  })
  // Whoever made something answers with 201.
  if (status !== 200 && status !== 201) throw refusal(place, status, text)
  const parsed = question.reply.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole'
  throw new PlumblineError('server.malformed', `what ${place} answers has another shape: ${where}`)
}

interface Reply {
  readonly status: number
  readonly text: string
  /** When to come again, in milliseconds; null where the server does not say. */
  readonly again: number | null
}

async function persist<Shape extends z.ZodType>(
  question: Question<Shape>,
  { key, milliseconds, retries }: Patience,
  stop: AbortSignal,
): Promise<Reply> {
  const until = performance.now() + milliseconds
  const mayTwice = question.method === 'GET' || question.idempotencyKey !== undefined
  for (let left = retries; ; left -= 1) {
    const reply = await exchange(question, key, stop)
    const { again } = reply
    const isWorthIt = again !== null && performance.now() + again < until
    if (!mayTwice || left <= 0 || !isWorthIt) return reply
    await sleep(again, undefined, { signal: stop })
  }
}

async function exchange<Shape extends z.ZodType>(
  { target, method, body, idempotencyKey }: Question<Shape>,
  key: string,
  signal: AbortSignal,
): Promise<Reply> {
  const response = await fetch(target, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    // The key is for this address alone.
    redirect: 'error',
    signal,
  })
  const { status, headers } = response
  return { status, text: await boundedText(response), again: againAfter(status, headers) }
}

/** Seconds are all that Plumbline writes; a date of a proxy's is nobody's clock. */
function againAfter(status: number, headers: Headers): number | null {
  const named = headers.get('retry-after')
  if ((status !== 429 && status !== 503) || named === null || !/^\d{1,6}$/.test(named)) return null
  return Number(named) * 1000
}

/** A problem of Plumbline keeps its code; whatever else stands at the address is quoted by its status alone. */
function refusal(place: string, status: number, text: string): PlumblineError {
  const parsed = problem.safeParse(jsonOf(text))
  const { code, detail, next, requestId } = parsed.success ? parsed.data : {}
  if (code === undefined || detail === undefined)
    return new PlumblineError('server.refused', `${place} answers with status ${status}`)
  const request = requestId === undefined ? '' : ` (request ${short(requestId)})`
  if (isErrorCode(code)) return new PlumblineError(code, `${short(detail)}${request}`)
  const advice = next === undefined ? '' : `; ${short(next)}`
  return new PlumblineError('server.refused', `${short(code)}: ${short(detail)}${advice}${request}`)
}

const short = (text: string): string => (text.length > 500 ? `${text.slice(0, 500)} …` : text)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `fetch failed` tells nobody anything: what is behind it does. */
function whyOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'the connection failed'
  return thrown.cause instanceof Error ? whyOf(thrown.cause) : thrown.message || thrown.name
}
