import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PlumblineError } from '../../src/domain/errors.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { frontFor, isOwnForm } from './front.ts'

/** A session, with the token that proves it. */
export interface HeldSession extends Session {
  readonly token: string
}

/** Before every route for people: what changes anything must come from our own page, and carry that session's word. */
export function guardSessions(app: FastifyInstance, plumbline: ServedPlumbline): void {
  app.decorateRequest('session', null)
  app.addHook('preHandler', async (request) => {
    const { access } = request.routeOptions.config
    if (access !== 'session' || request.method === 'GET' || request.method === 'HEAD') return
    const front = frontFor(plumbline.signInSettings())
    const word = request.headers['x-csrf-token'] ?? fieldOf(request.body, 'csrf')
    if (!isOwnForm(request, front) || !isSame(word, sessionOf(request).csrf))
      throw new PlumblineError(
        'auth.foreign-form',
        'this did not come from a page of this session; nothing was changed',
      )
  })
}

/** Lets a person in who signed in; whoever comes with a key is turned away, and that is written down. */
export async function admitPerson(
  request: FastifyRequest,
  plumbline: ServedPlumbline,
): Promise<Principal> {
  if (request.headers.authorization !== undefined) return turnKeyAway(request, plumbline)
  const token = heldToken(request, plumbline)
  const session = token === null ? null : await plumbline.session(token)
  if (token === null || session === null)
    throw new PlumblineError('auth.signed-out', 'nobody is signed in here, or the session is over')
  request.setDecorator('session', { ...session, token })
  return session.person
}

/** Whose session this request is of; only inside routes for people. */
export function sessionOf(request: FastifyRequest): HeldSession {
  const session = request.getDecorator<HeldSession | null>('session')
  if (session === null) throw new PlumblineError('auth.signed-out', 'nobody is signed in here')
  return session
}

/** The token that a browser holds, whatever it is worth. */
export function heldToken(request: FastifyRequest, plumbline: ServedPlumbline): string | null {
  const { cookies } = frontFor(plumbline.signInSettings())
  return readCookies(request)[cookies.session] ?? null
}

/** What a browser sent for cookies. */
export const readCookies = (
  request: FastifyRequest,
): Readonly<Record<string, string | undefined>> =>
  request.server.parseCookie(request.headers.cookie ?? '')

/** Gives a browser the token of its session; closing it forgets the token. */
export function setSessionCookie(
  reply: FastifyReply,
  plumbline: ServedPlumbline,
  token: string | null,
): void {
  const { cookies, secure } = frontFor(plumbline.signInSettings())
  const options = { path: '/', httpOnly: true, secure, sameSite: 'strict' } as const
  if (token === null) reply.clearCookie(cookies.session, options)
  else reply.setCookie(cookies.session, token, options)
}

async function turnKeyAway(request: FastifyRequest, plumbline: ServedPlumbline): Promise<never> {
  const [, key = ''] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? []
  const holder = key.startsWith('plk_') ? await plumbline.principalFor(key) : null
  const because = 'a key or the command line never decides: a person does, signed in in a browser'
  const [path = ''] = request.url.split('?')
  // Whoever has no key of ours could fill the log.
  if (holder !== null) await plumbline.keyRefused(holder, path.slice(0, 200), because)
  throw new PlumblineError('auth.person-needed', because)
}

/** Compares without telling by the time taken how much agrees. */
export function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || expected === '') return false
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined
