import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import { type Answered, jsonIn, placeOf, whereIn } from '../json-api.ts'

/** Questions to one Confluence, below its address. */
export interface Asking {
  /** Scheme, host, port and context path, without a slash at the end. */
  readonly base: string
  /** Asks below the base; `source.refused` where the wiki does not know who asks. */
  answer<T>(path: string, schema: z.ZodType<T>, body?: string): Promise<Answered<T>>
  /** Like `answer`, where a refusal is a fault. */
  demand<T>(path: string, schema: z.ZodType<T>): Promise<T>
}

/** A 403 that is a rate limit in disguise is asked again so often, and waits at most so long. */
const mostPatience = 3
const longestWait = 60_000

/** Asks a Confluence whose address may have a context path (`https://company.atlassian.net/wiki`). */
export const askingOf = (base: string, fetching: PoliteFetch): Asking => {
  const ask = async (url: string, body: string | undefined): Promise<Reply> => {
    const host = new URL(url).host
    for (let patience = 1; ; patience++) {
      const reply = await fetching.ask({
        url,
        accept: 'application/json',
        headers: {
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body === undefined ? {} : { method: 'POST' as const, body }),
      })
      const wait = rateLimitOf(reply)
      if (wait === null) {
        if (patience > 1) fetching.pace(host, 0)
        return reply
      }
      if (patience >= mostPatience) throw tooBusy(url)
      fetching.pace(host, wait)
    }
  }
  const answer = async <T>(
    path: string,
    schema: z.ZodType<T>,
    body?: string,
  ): Promise<Answered<T>> => {
    const url = `${base}${path}`
    const reply = await ask(url, body)
    if (reply.status === 401) throw unknownAsker(base)
    if (reply.status === 429 || reply.status === 503) throw tooBusy(url)
    if (reply.status !== 200) {
      const because = `${placeOf(url)} says ${reply.status}`
      return { is: 'no', status: reply.status, because }
    }
    const parsed = schema.safeParse(jsonIn(fetching.text(reply), placeOf(url)))
    if (!parsed.success) throw malformed(url, parsed.error)
    return { is: 'reply', value: parsed.data }
  }
  return {
    base,
    answer,
    demand: async (path, schema) => {
      const answered = await answer(path, schema)
      if (answered.is === 'reply') return answered.value
      throw refusal(answered)
    },
  }
}

/** A refusal where nothing can go on without the reply. */
export const refusal = ({ status, because }: Extract<Answered<never>, { is: 'no' }>) =>
  new PlumblineError(
    status >= 500 ? 'source.unreachable' : 'source.refused',
    status >= 500
      ? `${because}: the wiki has a fault of its own`
      : `${because}: check that the url is that of the wiki (with /wiki for Confluence Cloud), and that user, passwordFrom or tokenFrom name an account that may read it`,
  )

/** Milliseconds that a 403 asks to wait: Confluence Cloud answers so, too, where too much is asked at once. */
const rateLimitOf = ({ status, headers }: Reply): number | null => {
  if (status !== 403) return null
  const asked = headers['retry-after']
  if (asked === undefined && headers['x-ratelimit-remaining'] !== '0') return null
  const seconds = Number(asked)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestWait) : 1000
}

const tooBusy = (url: string): PlumblineError =>
  new PlumblineError('source.busy', `${placeOf(url)} asks to be left in peace for a while`)

const unknownAsker = (base: string): PlumblineError =>
  new PlumblineError(
    'source.refused',
    `${base} does not know who asks: set user and tokenFrom for Confluence Cloud (an address and its API token); tokenFrom (a personal access token), or user and passwordFrom, for Data Center`,
  )

const malformed = (url: string, error: z.ZodError): PlumblineError =>
  new PlumblineError(
    'source.malformed',
    `${placeOf(url)} sends JSON that is not what Confluence's documentation shows${whereIn(error)}`,
  )
