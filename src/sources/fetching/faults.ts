import { type ErrorCode, PlumblineError } from '../../domain/errors.ts'

/** A fault of fetching. */
export const fault = (code: ErrorCode, message: string, cause?: unknown): PlumblineError =>
  new PlumblineError(code, message, cause === undefined ? {} : { cause })

/** An address for a sentence: without a query, a fragment or a password, any of which may be a secret; not too long. */
export const shown = (url: URL): string => {
  const text = `${url.protocol}//${url.host}${url.pathname}`
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text
  return url.search === '' ? short : `${short}?…`
}

/** Bytes for a sentence. */
export const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Milliseconds for a sentence. */
export const duration = (milliseconds: number): string => {
  const seconds = milliseconds / 1_000
  if (seconds < 120) return `${Number(seconds.toFixed(1))} seconds`
  return seconds < 7_200
    ? `${Math.round(seconds / 60)} minutes`
    : `${Math.round(seconds / 3_600)} hours`
}
