import type { FastifyRequest } from 'fastify'
import type { SignInSettings } from '../../src/domain/sign-in.ts'

/** Where browsers meet Plumbline, and what their cookies are called there. */
export interface Front {
  /** `https://plumbline.acme.example`; null where a request comes by an address that people must not sign in at. */
  originOf(request: FastifyRequest): string | null
  readonly cookies: Readonly<Record<'session' | 'form' | 'openId', string>>
  /** Whether cookies go over TLS alone. */
  readonly secure: boolean
}

const onThisMachine = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

/** Without an address of its own Plumbline is met on this machine alone: any other name may be somebody else's. */
export function frontFor({ url }: Pick<SignInSettings, 'url'>): Front {
  const secure = url?.startsWith('https:') ?? false
  // Browsers take such a cookie only from this very host, over TLS, for all its paths (RFC 6265bis, 4.1.3.2).
  const name = (what: string) => `${secure ? '__Host-' : ''}plumbline-${what}`
  return {
    secure,
    cookies: { session: name('session'), form: name('form'), openId: name('openid') },
    originOf: ({ headers: { host = '' } }) =>
      url ?? (onThisMachine.test(host) ? `http://${host}` : null),
  }
}

/** Whether a form was sent by one of our own pages, by what the browser says of it. */
export function isOwnForm(request: FastifyRequest, front: Front): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  const own = front.originOf(request)
  return own !== null && origin === own && (site === undefined || site === 'same-origin')
}
