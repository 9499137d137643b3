import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Principal, Scope } from '../src/domain/principal.ts'
import type { ServedPlumbline } from './served-plumbline.ts'
import { admitPerson, guardSessions } from './sign-in/session-guard.ts'

/** Who may call a route: anybody, any holder of a key, holders of one of these scopes, or a person who signed in and nobody else. */
export type RouteAccess = 'public' | 'any-key' | 'session' | readonly Scope[]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** One line for the OpenAPI document. */
    readonly summary?: string
    readonly access?: RouteAccess
    /** Of those who signed in, who may call it: whoever has one of these scopes; everybody unless given. */
    readonly people?: readonly Scope[]
    /** Whether it honours an `Idempotency-Key`, or takes no request without one. */
    readonly idempotencyKey?: 'honoured' | 'needed'
    /** It answers with a page for people: the OpenAPI document leaves it out. */
    readonly page?: true
    /** It only tells how to call its neighbour: the OpenAPI document leaves it out. */
    readonly unlisted?: true
    /** An example of a body to send. */
    readonly example?: unknown
    /** The media type of a reply that is no JSON, and an example of one. */
    readonly text?: { readonly type: string; readonly example: string }
  }
}

/** Puts one hook before every route: no key, a wrong key or a key without the scope goes no further. */
export function authenticate(app: FastifyInstance, plumbline: ServedPlumbline): void {
  app.decorateRequest('principal', null)
  guardSessions(app, plumbline)
  app.addHook('onRequest', async (request) => {
    const { access, people } = request.routeOptions.config
    if (request.is404 || access === 'public') return
    // Written so that a route that forgets to say who may call it lets nobody in.
    if (access === undefined) throw new PlumblineError('internal', `${request.url} has no access`)
    if (access === 'session')
      return requireScope(people ?? 'any-key', await admitPerson(request, plumbline))
    const principal = await principalFor(request, plumbline)
    requireScope(access, principal)
    request.setDecorator('principal', principal)
  })
}

/** Whoever has none of the scopes is told which it takes. */
export function requireScope(access: 'any-key' | readonly Scope[], principal: Principal): void {
  if (!mayCall(access, principal) && access !== 'any-key')
    throw new PlumblineError('auth.forbidden', `this needs the scope ${access.join(' or ')}`)
}

/** Whether a principal has one of the scopes that something takes. */
export const mayCall = (access: 'any-key' | readonly Scope[], { scopes }: Principal): boolean =>
  access === 'any-key' || access.some((scope) => scopes.includes(scope))

/** Who sends this request; only inside routes that need a key. */
export function principalOf(request: FastifyRequest): Principal {
  const principal = request.getDecorator<Principal | null>('principal')
  if (principal === null) throw new PlumblineError('auth.missing', 'this request has no key')
  return principal
}

async function principalFor(
  request: FastifyRequest,
  plumbline: ServedPlumbline,
): Promise<Principal> {
  const [, key] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? []
  if (key === undefined)
    throw new PlumblineError('auth.missing', 'this request carries no bearer key')
  const principal = key.startsWith('plk_') ? await plumbline.principalFor(key) : null
  if (principal === null)
    throw new PlumblineError('auth.unknown-key', 'this key is unknown or was revoked')
  return principal
}
