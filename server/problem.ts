import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { type ErrorCode, errorTable, PlumblineError } from '../src/domain/errors.ts'
import { named } from './schema.ts'

/** What a caller is told of a fault (RFC 9457); `code`, `next`, `requestId` and the rest are extension members. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    next: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).exactOptional(),
    decision: z.literal('block').exactOptional(),
  })
  .register(named, { id: 'Problem' })

/** How a problem is labelled. */
export const problemType = 'application/problem+json; charset=utf-8'

/** What every reply carries. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** The body of every reply that is not what was asked for. */
export type Problem = z.infer<typeof problemSchema>

/** A request that does not fit its schema. */
export class InvalidRequest extends Error {
  readonly errors: readonly { readonly field: string; readonly message: string }[]

  constructor(part: string, issues: readonly z.core.$ZodIssue[]) {
    const errors = issues.slice(0, 20).map(({ path, message }) => ({
      field: [part, ...path.map(String)].join('.'),
      message,
    }))
    super(errors.map(({ field, message }) => `${field}: ${message}`).join('; '))
    this.errors = errors
  }
}

/** Turns whatever was thrown into a problem; of faults of our own it tells the code and nothing of the insides. */
export function problemOf(thrown: unknown, requestId: string): Problem {
  if (thrown instanceof InvalidRequest) {
    const errors = thrown.errors.map((error) => ({ ...error }))
    return { ...problem('input.invalid', 400, thrown.message, requestId), errors }
  }
  if (thrown instanceof PlumblineError) {
    const isTold = thrown.status < 500 || thrown.code === 'server.overloaded'
    const detail = isTold ? thrown.message : hidden(requestId)
    return problem(thrown.code, thrown.status, detail, requestId)
  }
  const status = clientStatusOf(thrown)
  return status === null
    ? problem('internal', 500, hidden(requestId), requestId)
    : { ...problem('input.invalid', status, messageOf(thrown), requestId), ...adviceFor(status) }
}

/** Whether somebody should look into it: having too much to do is counted, not logged again and again. */
export const isFaultOfOurs = ({ status, code }: Problem): boolean =>
  status >= 500 && code !== 'server.overloaded'

/** What goes with a problem into the headers of its reply. */
export function headersOf({ status, code }: Problem): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="plumbline"' }
  return code === 'server.overloaded' ? { 'retry-after': '2' } : {}
}

/** What cannot be read as HTTP, by the code of Node's fault. */
export function unreadableRequest(code: string, requestId: string): Problem {
  const [status, detail, next] = unreadable[code] ?? unreadable.other
  return { ...problem('input.invalid', status, detail, requestId), next }
}

const unreadable: Readonly<Record<string, readonly [number, string, string]>> & {
  readonly other: readonly [number, string, string]
} = {
  HPE_HEADER_OVERFLOW: [431, 'the headers are too long', 'send at most 16 KB of headers'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request took too long to arrive', 'send it again, at once'],
  other: [400, 'this is not a request that can be read', 'send well-formed HTTP/1.1'],
}

function problem(code: ErrorCode, status: number, detail: string, requestId: string): Problem {
  return {
    type: `urn:plumbline:error:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    next: errorTable[code].next,
    requestId,
  }
}

const hidden = (requestId: string): string =>
  `Plumbline could not do this; its log tells why under request ${requestId}`

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'the request cannot be read'

/** Fastify's own refusals (too large, no JSON, unknown media type) carry a status below 500. */
function clientStatusOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return null
  const { statusCode } = thrown
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null
}

function adviceFor(status: number): { readonly next?: string } {
  if (status === 413) return { next: 'send at most 1 MB, in smaller parts' }
  if (status === 415) return { next: 'send `Content-Type: application/json`' }
  return {}
}
