import { setTimeout as wait } from 'node:timers/promises'
import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import { retryAfter } from '../fetching/retry-after.ts'
import { cookieJar } from './cookies.ts'
import { refusal } from './replies.ts'

export type Parameters = Readonly<Record<string, string>>

/** What the wiki says: what was asked for, or why not. */
export type Answer =
  | { readonly is: 'answer'; readonly json: unknown }
  | { readonly is: 'refusal'; readonly code: string; readonly info: string }

/** A refusal may say how many milliseconds to wait. */
type Heard = Answer & { readonly wait?: number }

/** `api.php` of one wiki, asked as whoever is logged in. */
export interface Api {
  /** Of `api.php`, without a query. */
  readonly address: string
  ask(parameters: Parameters): Promise<Answer>
  /** By POST, so that nothing of it stands in a server's log. */
  tell(parameters: Parameters): Promise<Answer>
}

export interface ApiTools {
  readonly fetching: PoliteFetch
  /** Milliseconds since 1970. */
  now(): number
}

/** The wiki asks to be left in peace: its databases lag behind one another, or too much was asked. */
const busy = new Set(['maxlag', 'ratelimited'])
const tries = 5
const longestWait = 60_000

/** Asks `api.php` and keeps its cookies. Replicas that lag more than five seconds are left to catch up, as Wikimedia asks of bots. */
export const openApi = (address: string, { fetching, now }: ApiTools): Api => {
  const cookies = cookieJar()
  const once = async (parameters: Parameters, method: 'GET' | 'POST'): Promise<Heard> => {
    const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters })
    const reply = await fetching.ask({
      url: method === 'GET' ? `${address}?${query}` : address,
      method,
      headers: {
        ...(cookies.header === '' ? {} : { cookie: cookies.header }),
        ...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(method === 'GET' ? {} : { body: query.toString() }),
      accept: 'application/json',
    })
    cookies.take(reply.headers['set-cookie'])
    return answerOf(reply, fetching)
  }
  return {
    address,
    tell: (parameters) => once(parameters, 'POST'),
    ask: async (parameters) => {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await once({ maxlag: '5', ...parameters }, 'GET')
        if (answer.is === 'answer' || !busy.has(answer.code)) return answer
        if (attempt === tries)
          throw new PlumblineError(
            'source.busy',
            `${address} has too much to do (${answer.code}); asked ${tries} times`,
          )
        await wait(Math.min(answer.wait ?? attempt * 5_000, longestWait))
      }
    },
  }

  function answerOf(reply: Reply, fetching: PoliteFetch): Heard {
    const json = jsonOf(fetching.text(reply))
    const refused = refusal.safeParse(json)
    if (refused.success) {
      const { code, info } = refused.data.error
      const wait = retryAfter(reply.headers, now())
      return { is: 'refusal', code: code.slice(0, 100), info, ...(wait === null ? {} : { wait }) }
    }
    if (reply.status === 200 && json !== undefined) return { is: 'answer', json }
    throw noAnswer(address, reply.status)
  }
}

/** Undefined where a text is no JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const noAnswer = (address: string, status: number): PlumblineError => {
  if (status === 401 || status === 403)
    return new PlumblineError(
      'source.refused',
      `${address} answered ${status}: something before the wiki lets nobody in; let Plumbline pass there`,
    )
  if ([429, 502, 503, 504].includes(status))
    return new PlumblineError('source.busy', `${address} answered ${status}`)
  return new PlumblineError('source.malformed', `${address} answered ${status}, and not with JSON`)
}
