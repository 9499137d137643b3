import type { FetchRules, Method } from './contract.ts'
import { fault, shown } from './faults.ts'
import type { Hosts } from './hosts.ts'

/** What is asked next. */
export interface Target {
  readonly url: URL
  readonly method: Method
  readonly body: string | null
  /** Whether a redirect has led to another origin. */
  readonly crossed: boolean
  readonly redirects: readonly string[]
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** Where an answer sends the asker; null when it is the last. Refuses circles, other hosts, and bodies sent elsewhere. */
export const redirected = (
  target: Target,
  { status, headers }: Answer,
  hosts: Hosts,
  { maxRedirects }: Pick<FetchRules, 'maxRedirects'>,
): Target | null => {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return null
  const from = target.url
  const url = hosts.permitted(headers.location, from)
  const redirects = [...target.redirects, from.href]
  if (redirects.includes(url.href) && target.method !== 'POST')
    throw fault('source.malformed', `${shown(from)} redirects in a circle, to ${shown(url)}`)
  if (redirects.length > maxRedirects) {
    const first = shown(new URL(redirects[0] ?? from.href))
    throw fault(
      'source.malformed',
      `${first} redirects more than ${maxRedirects} times (maxRedirects)`,
    )
  }
  const crosses = url.origin !== from.origin
  const keepsBody = status === 307 || status === 308
  if (keepsBody && crosses && target.method === 'POST')
    throw fault('source.elsewhere', `${shown(from)} wants what is sent to it sent to ${shown(url)}`)
  const isKept = keepsBody || target.method !== 'POST'
  return {
    url,
    method: isKept ? target.method : 'GET',
    body: isKept ? target.body : null,
    crossed: target.crossed || crosses,
    redirects,
  }
}
