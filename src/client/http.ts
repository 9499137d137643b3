import type { z } from 'zod'
import type { Answer } from '../domain/answer.ts'
import { isErrorCode, PlumblineError } from '../domain/errors.ts'
import type { AskRequest, SearchRequest, SearchResult } from '../domain/requests.ts'
import { boundedText } from './bounded-text.ts'
import { answerOnWire, problemOnWire, searchResultOnWire } from './wire.ts'

/** A Plumbline that listens somewhere. */
export interface OverHttp {
  /** Where it listens: `http://127.0.0.1:4600`. */
  readonly url: string
  /** A key that `plumbline keys create` made; it says who asks. */
  readonly key: string
  /** How long one question may take; 30 unless given. */
  readonly timeoutSeconds?: number
}

/** The part of Plumbline's HTTP API that agents ask, with types. */
export interface HttpClient {
  /** Passages as they stand, best first, each with its age and with what code says against it. */
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>
  /** Advice with its sources, or the reasons there is none. */
  ask(request: AskRequest, signal?: AbortSignal): Promise<Answer>
}

const parametersOf = (request: SearchRequest): readonly (readonly [string, string])[] => {
  const { query, sources, repositories, genres, current, limit } = request
  const several = Object.entries({ sources, repositories, genres })
  // Over HTTP an empty list cannot be told from none.
  const empty = several.find(([, values]) => values?.length === 0)
  if (empty !== undefined)
    throw new PlumblineError('input.invalid', `${empty[0]} is empty; leave it out to search all`)
  const named = { source: sources, repository: repositories, genre: genres }
  return [
    ['query', query],
    ...Object.entries(named).flatMap(([name, values = []]) =>
      values.map((value) => [name, value] as const),
    ),
    ...(current === undefined ? [] : [['current', String(current)] as const]),
    ...(limit === undefined ? [] : [['limit', String(limit)] as const]),
  ]
}

/** A client of the Plumbline at an address. Every fault is a `PlumblineError`; none of them tells the key. */
export function plumblineAt({ url, key, timeoutSeconds = 30 }: OverHttp): HttpClient {
  const base = baseOf(url)
  if (!/^plk_[\w-]{1,196}$/.test(key))
    throw new PlumblineError('auth.unknown-key', 'what was given as key is no key of Plumbline')
  if (!(timeoutSeconds > 0 && timeoutSeconds <= mostSeconds))
    throw new PlumblineError(
      'input.invalid',
      `timeoutSeconds is ${timeoutSeconds}; it is above 0 and at most ${mostSeconds}`,
    )
  const patience = { key, milliseconds: timeoutSeconds * 1000 }
  return {
    search: async (request, signal) => {
      const target = new URL('v1/search', base)
      for (const [name, value] of parametersOf(request)) target.searchParams.append(name, value)
      return send({ target, method: 'GET', reply: searchResultOnWire, signal }, patience)
    },
    ask: async (request, signal) => {
      const target = new URL('v1/answers', base)
      return send({ target, method: 'POST', body: request, reply: answerOnWire, signal }, patience)
    },
  }
}

const mostSeconds = 3_600

function baseOf(url: string): URL {
  const below = url.endsWith('/') ? url : `${url}/`
  const base = URL.canParse(below) ? new URL(below) : null
  if (base === null || !['http:', 'https:'].includes(base.protocol))
    throw new PlumblineError('input.invalid', 'the url of Plumbline is no http or https address')
  if (base.username !== '' || base.password !== '')
    throw new PlumblineError('input.invalid', 'the url of Plumbline holds a secret: give the key')
  return base
}

interface Question<Reply extends z.ZodType> {
  readonly target: URL
  readonly method: 'GET' | 'POST'
  readonly body?: object
  readonly reply: Reply
  readonly signal: AbortSignal | undefined
}

interface Patience {
  readonly key: string
  readonly milliseconds: number
}

async function send<Reply extends z.ZodType>(
  { target, method, body, reply, signal }: Question<Reply>,
  { key, milliseconds }: Patience,
): Promise<z.output<Reply>> {
  const late = AbortSignal.timeout(milliseconds)
  const place = `${target.origin}${target.pathname}`
  const { status, text } = await exchange(target, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    // The key is for this address alone.
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, late]) : late,
  }).catch((cause: unknown) => {
    if (cause instanceof PlumblineError) throw cause
    if (signal?.aborted) throw signal.reason
    if (late.aborted)
      throw new PlumblineError(
        'server.too-slow',
        `${place} did not answer within ${milliseconds / 1000} seconds`,
      )
    throw new PlumblineError('server.unreachable', `${place} cannot be reached: ${whyOf(cause)}`)
  })
  if (status !== 200) throw refusal(place, status, text)
  const parsed = reply.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole'
  throw new PlumblineError('server.malformed', `what ${place} answers has another shape: ${where}`)
}

async function exchange(
  target: URL,
  request: RequestInit,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(target, request)
  return { status: response.status, text: await boundedText(response) }
}

/** A problem of Plumbline keeps its code; whatever else stands at the address is quoted by its status alone. */
function refusal(place: string, status: number, text: string): PlumblineError {
  const parsed = problemOnWire.safeParse(jsonOf(text))
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
