import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import type { SignInOutcome } from '../../src/domain/sign-in.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { frontFor, isOwnForm } from '../sign-in/front.ts'
import { isSame, readCookies, sessionOf, setSessionCookie } from '../sign-in/session-guard.ts'
import { attemptOf, ownPath } from './attempts.ts'
import { layout } from './layout.ts'
import { openIdRoutes } from './openid-routes.ts'
import type { PageRoutes } from './routes.ts'
import { firstSignInPage, type SignInView, signInPage } from './sign-in-page.ts'

const field = (most: number) => z.string().min(1).max(most)
const query = z.object({ next: z.string().max(1_000).optional() })
const shared = { csrf: field(200), next: z.string().max(1_000).default('') }
const signInForm = z.object({ ...shared, name: field(64), password: field(512) })
const firstForm = z.object({
  ...shared,
  name: field(64),
  code: field(64),
  password: field(512),
  again: field(512),
})

const pages = { config: { access: 'public', page: true } } as const

/** /sign-in and /sign-out: how people get in and out. */
export const signInRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get('/sign-in', { ...pages, schema: { querystring: query } }, (request, reply) =>
    reply.send(
      shownForm(request, reply, plumbline, 'again', { next: ownPath(request.query.next) }),
    ),
  )
  app.get('/sign-in/first', { ...pages, schema: { querystring: query } }, (request, reply) =>
    reply.send(
      shownForm(request, reply, plumbline, 'first', { next: ownPath(request.query.next) }),
    ),
  )
  app.post('/sign-in', { ...pages, schema: { body: signInForm } }, async (request, reply) => {
    const { name, password, csrf, next } = request.body
    demandOwnForm(request, csrf, plumbline)
    const attempt = { ...attemptOf(request, plumbline), name, password }
    return answered(await plumbline.signIn(attempt), 'again', {
      request,
      reply,
      plumbline,
      name,
      next,
    })
  })
  app.post('/sign-in/first', { ...pages, schema: { body: firstForm } }, async (request, reply) => {
    const { name, code, password, again, csrf, next } = request.body
    demandOwnForm(request, csrf, plumbline)
    const attempt = { ...attemptOf(request, plumbline), name, code, password }
    const outcome: SignInOutcome =
      password === again
        ? await plumbline.firstSignIn(attempt)
        : { is: 'weak', because: 'the two passwords are not the same' }
    return answered(outcome, 'first', { request, reply, plumbline, name, next })
  })
  app.post('/sign-out', { config: { access: 'session', page: true } }, async (request, reply) => {
    await plumbline.signOut(sessionOf(request).token)
    setSessionCookie(reply, plumbline, null)
    return reply.redirect('/sign-in', 303)
  })
  if (plumbline.signInSettings().openId !== null) app.register(openIdRoutes, { plumbline })
  done()
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly plumbline: ServedPlumbline
  readonly name: string
  readonly next: string
}

/** Lets somebody in, or shows the form again: whatever was wrong is told in the same words. */
function answered(
  outcome: SignInOutcome,
  form: 'again' | 'first',
  { request, reply, plumbline, name, next }: Asked,
): FastifyReply {
  if (outcome.is === 'in') {
    setSessionCookie(reply, plumbline, outcome.token)
    reply.clearCookie(frontFor(plumbline.signInSettings()).cookies.form, { path: '/' })
    return reply.redirect(ownPath(next), 303)
  }
  if (outcome.is === 'throttled') reply.status(429).header('retry-after', outcome.retryAfterSeconds)
  else reply.status(outcome.is === 'weak' ? 422 : 403)
  const problem = problemWords(outcome, form)
  return reply.send(
    shownForm(request, reply, plumbline, form, { next: ownPath(next), name, problem }),
  )
}

function problemWords(
  outcome: Exclude<SignInOutcome, { is: 'in' }>,
  form: 'again' | 'first',
): string {
  if (outcome.is === 'weak') return `Choose another password: ${outcome.because}.`
  if (outcome.is === 'throttled')
    return `Too many attempts failed. Wait ${Math.ceil(outcome.retryAfterSeconds / 60)} minutes.`
  return form === 'again'
    ? 'Name and password do not belong together.'
    : 'Name and code do not belong together, or the code is used or over. Ask an operator for a new one.'
}

/** The form, with a word that this browser must send back: nobody else's page can sign somebody in. */
function shownForm(
  request: FastifyRequest,
  reply: FastifyReply,
  plumbline: ServedPlumbline,
  form: 'again' | 'first',
  view: Pick<SignInView, 'next' | 'name' | 'problem'>,
): string {
  const settings = plumbline.signInSettings()
  const front = frontFor(settings)
  if (front.originOf(request) === null)
    throw new PlumblineError(
      'auth.foreign-form',
      'people sign in at the address of signIn.url, or on this machine where none is configured',
    )
  const held = readCookies(request)[front.cookies.form]
  const csrf =
    held !== undefined && /^[\w-]{43}$/.test(held) ? held : randomBytes(32).toString('base64url')
  const options = { path: '/', httpOnly: true, secure: front.secure, sameSite: 'strict' } as const
  reply.setCookie(front.cookies.form, csrf, options)
  const whole = { settings, csrf, ...view }
  return form === 'again'
    ? layout({ title: 'Sign in', main: signInPage(whole) })
    : layout({ title: 'Your first sign-in', main: firstSignInPage(whole) })
}

function demandOwnForm(request: FastifyRequest, csrf: string, plumbline: ServedPlumbline): void {
  const front = frontFor(plumbline.signInSettings())
  const held = readCookies(request)[front.cookies.form] ?? ''
  if (!isOwnForm(request, front) || !isSame(csrf, held))
    throw new PlumblineError('auth.foreign-form', 'this did not come from our own sign-in page')
}
