import { PlumblineError } from '../domain/errors.ts'
import type { Credentials, SourceEntry } from './source.ts'

/** Where a wiki stands. */
export interface WikiRoot {
  /** Scheme, host and port. */
  readonly origin: string
  /** The wiki's own address, without a slash at its end. */
  readonly base: string
}

/** Where an entry's wiki stands; its `url` is the wiki's root. */
export const wikiRoot = ({ id, type, url }: SourceEntry): WikiRoot => {
  if (url === undefined || !URL.canParse(url))
    throw new PlumblineError('config.unreadable', `source ${id} needs the url of its ${type}`)
  const { origin, pathname } = new URL(url)
  return { origin, base: `${origin}${pathname.replace(/\/{1,9}$/, '')}` }
}

/** The header that proves who asks; a token goes before a password. */
export const authorizationOf = (credentials: Credentials | undefined): string | undefined => {
  const { user, password, token } = credentials ?? {}
  if (token !== undefined) return `Bearer ${token}`
  if (user === undefined || password === undefined) return undefined
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
