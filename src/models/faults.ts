import { type ErrorCode, PlumblineError } from '../domain/errors.ts'

/** A model as faults speak of it. */
export interface ModelName {
  /** `@langchain/openai OpenAIEmbeddings` */
  readonly name: string
  /** Never to be repeated. */
  readonly secrets: readonly string[]
}

/** What went wrong with a model, and whether another attempt could help. */
export interface Fault {
  readonly error: PlumblineError
  readonly again: boolean
  /** Milliseconds that the server asks to be left alone for; null where it says nothing. */
  readonly wait: number | null
}

/**
 * A fault of whatever a model's package throws. Their messages may repeat keys and texts of pages, so only what is known to
 * be neither is taken over: statuses, codes, and why a name was not found.
 */
export function faultOf(thrown: unknown, model: ModelName, now: number): Fault {
  if (thrown instanceof PlumblineError) return { error: thrown, again: false, wait: null }
  const status = statusOf(thrown)
  const wait = retryAfter(thrown, now)
  const fault = (code: ErrorCode, message: string, again: boolean): Fault => ({
    error: new PlumblineError(code, withoutSecrets(`${model.name} ${message}`, model)),
    again,
    wait,
  })
  if (status === null) return faultWithoutStatus(thrown, fault)
  const code = codeIn(thrown)
  const said = `answers with status ${status}${code === null ? '' : ` (${code})`}`
  if (status === 404) return fault('model.refused', `${said}: ${messageOf(thrown)}`, false)
  if (status === 429 && code === 'insufficient_quota')
    return fault('model.refused', `${said}: nothing is left of its quota`, false)
  if (status === 429 || status === 503)
    return fault('model.busy', wait === null ? said : `${said} ${waitIn(wait)}`, true)
  if (status === 408 || status === 504) return fault('model.too-slow', said, true)
  if (status >= 500) return fault('model.failed', said, true)
  return fault('model.refused', said, false)
}

/** Thrown where a time limit is over. */
export class TimeIsUp extends Error {
  constructor(milliseconds: number) {
    super(`did not answer within ${milliseconds / 1000} seconds`)
    this.name = 'TimeoutError'
  }
}

type Make = (code: ErrorCode, message: string, again: boolean) => Fault

function faultWithoutStatus(thrown: unknown, fault: Make): Fault {
  if (thrown instanceof TimeIsUp) return fault('model.too-slow', thrown.message, true)
  const name = thrown instanceof Error ? `${thrown.name} ${thrown.constructor.name}` : ''
  if (/timeout/i.test(name)) return fault('model.too-slow', 'did not answer in time', true)
  const code = codeIn(thrown)
  const isNetwork = /connection|fetcherror/i.test(name) || messageOf(thrown) === 'fetch failed'
  if (isNetwork || (code !== null && /^(?:E[A-Z]{3,}|UND_ERR_\w+)$/.test(code)))
    return fault('model.unreachable', `cannot be reached${code === null ? '' : ` (${code})`}`, true)
  return fault('model.failed', `gave nothing that can be used (${name.split(' ')[0]})`, false)
}

const waitIn = (wait: number): string => `and asks to be left alone for ${wait / 1000} seconds`

const isObject = (thing: unknown): thing is object => typeof thing === 'object' && thing !== null

function statusOf(thrown: unknown): number | null {
  if (!isObject(thrown)) return null
  if ('status' in thrown && typeof thrown.status === 'number') return thrown.status
  if ('statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode
  return 'response' in thrown ? statusOf(thrown.response) : null
}

/** `ECONNREFUSED`, `insufficient_quota`: a word, never a sentence; what is behind a fault counts as well. */
function codeIn(thrown: unknown, depth = 0): string | null {
  if (!isObject(thrown) || depth > 4) return null
  if ('code' in thrown && typeof thrown.code === 'string' && /^\w{1,60}$/.test(thrown.code))
    return thrown.code
  return 'cause' in thrown ? codeIn(thrown.cause, depth + 1) : null
}

const messageOf = (thrown: unknown): string =>
  isObject(thrown) && 'message' in thrown && typeof thrown.message === 'string'
    ? thrown.message.slice(0, 200)
    : ''

/** Retry-After in milliseconds, as seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfter(thrown: unknown, now: number): number | null {
  const text = headerOf(thrown, 'retry-after')
  if (text === null) return null
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function headerOf(thrown: unknown, name: string): string | null {
  if (!isObject(thrown)) return null
  if ('headers' in thrown && isObject(thrown.headers)) {
    const { headers } = thrown
    if (headers instanceof Headers) return headers.get(name)
    const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? []
    return typeof value === 'string' ? value : null
  }
  return 'response' in thrown ? headerOf(thrown.response, name) : null
}

/** A text in which no secret stands. */
export const withoutSecrets = (text: string, { secrets }: ModelName): string =>
  secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
