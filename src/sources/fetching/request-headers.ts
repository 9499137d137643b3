import type { OutgoingHttpHeaders } from 'node:http'
import { acceptEncoding } from './body.ts'
import type { Ask, FetchRules } from './contract.ts'
import { fault } from './faults.ts'

/** Headers that fetching sets itself: who sets them elsewhere goes around its rules. */
const own = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
])

/** How Plumbline calls itself. */
export const userAgent = (version: string): string =>
  `Plumbline/${version} (+documentation crawler)`

/** Refuses headers that are not the asker's to set. */
export const checkHeaders = ({ headers = {} }: Ask): void => {
  const name = Object.keys(headers).find((one) => own.has(one.toLowerCase()))
  if (name !== undefined) throw fault('internal', `a source may not set the header ${name} itself`)
}

/**
 * The headers of one request. `crossed`: a redirect led to another origin on the way; from there on the asker's own
 * headers stay behind, and credentials even when it leads back.
 */
export const requestHeaders = (
  ask: Ask,
  target: { readonly url: URL; readonly crossed: boolean; readonly body: string | null },
  { credentials }: Pick<FetchRules, 'credentials'>,
  agent: string,
): OutgoingHttpHeaders => {
  const isOwn =
    !target.crossed &&
    credentials !== undefined &&
    new URL(credentials.origin).origin === target.url.origin
  return {
    ...(target.crossed ? {} : ask.headers),
    'user-agent': agent,
    accept: ask.accept ?? '*/*',
    'accept-encoding': acceptEncoding,
    ...(isValue(ask.etag) ? { 'if-none-match': ask.etag } : {}),
    ...(isValue(ask.modified) ? { 'if-modified-since': ask.modified } : {}),
    ...(target.body === null ? {} : { 'content-length': Buffer.byteLength(target.body) }),
    ...(isOwn ? { authorization: credentials.authorization } : {}),
  }
}

/** What may stand in a header: these came from a server once, and went through a store. */
const isValue = (value: string | null | undefined): value is string =>
  typeof value === 'string' && /^[\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]{0,1023}$/.test(value)
