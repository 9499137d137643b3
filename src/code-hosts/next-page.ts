import { PlumblineError } from '../domain/errors.ts'

/**
 * Where a list goes on, by the header `Link` (RFC 8288); null at its end. Faults: `host.failed` where it goes on at another host, which
 * is not handed the token.
 */
export function nextPage(link: string | undefined, asked: URL): URL | null {
  for (const [, address = '', parameters = ''] of (link ?? '').matchAll(links)) {
    if (!/;\s*rel="?next"?\s*(?:;|$)/i.test(parameters)) continue
    const next = URL.canParse(address, asked.href) ? new URL(address, asked.href) : null
    if (next?.origin === asked.origin) return next
    throw new PlumblineError(
      'host.failed',
      `${asked.origin}${asked.pathname} goes on at another address: the token is not sent there`,
    )
  }
  return null
}

/** `<https://api.example/comments?page=2>; rel="next"` */
const links = /<([^<>]{1,2000})>((?:\s*;\s*[^<>,;]{1,200})*)/g
