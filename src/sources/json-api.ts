import type { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { PoliteFetch } from './fetching/contract.ts'

/** One question; with a body it is a POST. */
export interface JsonAsk {
  /** Below the base, from its slash. */
  readonly path: string
  readonly body?: unknown
}

/** What came of it: a checked reply, or the status and the words of a refusal. */
export type Answered<T> =
  | { readonly is: 'reply'; readonly value: T }
  | { readonly is: 'no'; readonly status: number; readonly because: string }

/** An API that speaks JSON both ways. */
export interface JsonApi {
  /**
   * Faults: those of fetching, `source.refused` where nobody knows who asks, `source.busy`, and `source.malformed` where a reply is not what
   * its schema says.
   */
  answer<T>(ask: JsonAsk, schema: z.ZodType<T>): Promise<Answered<T>>
  /** Like `answer`, where a refusal is a fault. */
  demand<T>(ask: JsonAsk, schema: z.ZodType<T>): Promise<T>
}

export interface JsonApiSettings {
  /** Scheme, host, port and path, without a slash at its end. */
  readonly base: string
  readonly fetching: PoliteFetch
  /** Sent with each question. */
  readonly headers?: Readonly<Record<string, string>>
  /** What whoever configured the source is to do where it does not let us in. */
  readonly whatToSet: string
}

/** 529 is how Notion says that all of it is overloaded. */
const busy = new Set([429, 502, 503, 504, 529])

/** Opens an API; nothing is asked yet. */
export const jsonApi = ({ base, fetching, headers, whatToSet }: JsonApiSettings): JsonApi => {
  const answer = async <T>({ path, body }: JsonAsk, schema: z.ZodType<T>): Promise<Answered<T>> => {
    const url = `${base}${path}`
    const reply = await fetching.ask({
      url,
      accept: 'application/json',
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(body) }),
    })
    const place = placeOf(url)
    if (reply.status === 401)
      throw new PlumblineError(
        'source.refused',
        `${place} does not know who asks (401): ${whatToSet}`,
      )
    if (busy.has(reply.status))
      throw new PlumblineError('source.busy', `${place} has too much to do (${reply.status})`)
    if (reply.status !== 200)
      return { is: 'no', status: reply.status, because: `${place} says ${reply.status}` }
    return { is: 'reply', value: checked(jsonIn(fetching.text(reply), place), schema, place) }
  }
  return {
    answer,
    demand: async (ask, schema) => {
      const answered = await answer(ask, schema)
      if (answered.is === 'reply') return answered.value
      throw refusal(answered, whatToSet)
    },
  }
}

const refusal = (
  { status, because }: Extract<Answered<never>, { is: 'no' }>,
  whatToSet: string,
): PlumblineError =>
  status >= 500
    ? new PlumblineError('source.unreachable', `${because}: it has a fault of its own`)
    : new PlumblineError('source.refused', `${because}: ${whatToSet}`)

/** The JSON of a reply; `source.malformed` where it is none. */
export const jsonIn = (text: string, place: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PlumblineError(
      'source.malformed',
      `${place} sends something other than JSON: is it a page to sign in on?`,
      { cause },
    )
  }
}

const checked = <T>(json: unknown, schema: z.ZodType<T>, place: string): T => {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new PlumblineError(
    'source.malformed',
    `${place} sends JSON of another form than is documented${whereIn(parsed.error)}`,
  )
}

/** Where a reply is not what its schema says, in brackets. */
export const whereIn = ({ issues: [issue] }: z.ZodError): string =>
  issue === undefined
    ? ''
    : ` (${issue.path.map(String).join('.')}: ${issue.message})`.slice(0, 300)

/** An address for a sentence, without its query. */
export const placeOf = (url: string): string => url.replace(/\?.*$/s, '').slice(0, 300)
