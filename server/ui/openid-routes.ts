import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import { frontFor } from '../sign-in/front.ts'
import { openIdSignIn } from '../sign-in/openid.ts'
import { readCookies, setSessionCookie } from '../sign-in/session-guard.ts'
import { attemptOf, ownPath } from './attempts.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import type { PageRoutes } from './routes.ts'

const callback = '/sign-in/openid/callback'
const query = z.object({ next: z.string().max(1_000).optional() })

/** What a provider sends back is good once, and no line of a log. */
const quietly = { config: { access: 'public', page: true }, logLevel: 'warn' } as const

/** Signing in at a provider: there, and back. */
export const openIdRoutes: PageRoutes = (app, { plumbline }, done) => {
  const settings = plumbline.signInSettings()
  const provider = settings.openId === null ? null : openIdSignIn(settings.openId)
  const front = frontFor(settings)
  // The browser comes back from elsewhere: a strict cookie would stay at home.
  const options = { path: '/', httpOnly: true, secure: front.secure, sameSite: 'lax' } as const
  app.get(
    '/sign-in/openid',
    { ...quietly, schema: { querystring: query } },
    async (request, reply) => {
      const origin = front.originOf(request)
      if (provider === null || origin === null)
        throw new PlumblineError('auth.foreign-form', 'people sign in at the address of signIn.url')
      const { url, kept } = await provider.begin(origin + callback)
      const value = `${kept}.${Buffer.from(ownPath(request.query.next)).toString('base64url')}`
      return reply
        .setCookie(front.cookies.openId, value, { ...options, maxAge: 600 })
        .redirect(url, 303)
    },
  )
  app.get(callback, quietly, async (request, reply) => {
    const origin = front.originOf(request)
    const [kept = '', next = ''] = (readCookies(request)[front.cookies.openId] ?? '').split('.')
    reply.clearCookie(front.cookies.openId, options)
    if (provider === null || origin === null || kept === '')
      throw new PlumblineError('auth.foreign-form', 'no sign-in of this browser is under way')
    const value = await provider.finish(new URL(request.url, origin), kept)
    const outcome = await plumbline.signInByClaim({
      ...attemptOf(request, plumbline),
      value: value ?? '',
    })
    if (outcome.is !== 'in')
      throw new PlumblineError(
        'auth.forbidden',
        'the provider knows you, but no person of that name is configured here; ask an operator',
      )
    setSessionCookie(reply, plumbline, outcome.token)
    const onTo = ownPath(Buffer.from(next, 'base64url').toString('utf8'))
    // The strict cookie is sent once our own page asks, not while the way still leads from the provider.
    const main = html`<p>You are signed in. <a href="${onTo}">Go on</a></p>`
    return reply.send(layout({ title: 'Signed in', main, onTo }))
  })
  done()
}
