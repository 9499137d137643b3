import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import { frontFor } from '../sign-in/front.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { layout } from './layout.ts'
import { noticesPage } from './notices-page.ts'
import type { PageRoutes } from './routes.ts'

const csrf = z.string().max(200)
const chosen = z.object({ csrf, digest: z.enum(['weekly', 'off']), alerts: z.enum(['on', 'off']) })
const renewal = z.object({ csrf, do: z.enum(['renew', 'end']) })

const pages = { config: { access: 'session', page: true } } as const

/** /notices: what a person is told without asking, and the address of their feed. */
export const noticeRoutes: PageRoutes = (app, { plumbline }, done) => {
  const shown = async (request: FastifyRequest, feed: string | null): Promise<string> => {
    const session = sessionOf(request)
    const settings = await plumbline.noticeSettings(session.person)
    const main = noticesPage({ settings, csrf: session.csrf, now: plumbline.now(), feed })
    return layout({ title: 'What you are told', main, session, at: '/notices' })
  }
  app.get('/notices', pages, (request) => shown(request, null))
  app.post('/notices', { ...pages, schema: { body: chosen } }, async (request, reply) => {
    const { digest, alerts } = request.body
    const choice = { digest, alerts: alerts === 'on' }
    const kept = await plumbline.chooseNotices(choice, sessionOf(request).token)
    if (kept === null) throw new PlumblineError('auth.signed-out', 'the session is over')
    return reply.redirect('/notices', 303)
  })
  app.post('/notices/feed', { ...pages, schema: { body: renewal } }, async (request) => {
    const { token } = sessionOf(request)
    const secret = await plumbline.renewFeed(token, { end: request.body.do === 'end' })
    if (secret === null) return shown(request, null)
    const origin = frontFor(plumbline.signInSettings()).originOf(request) ?? ''
    return shown(request, `${origin}/feeds/reports.atom?token=${secret}`)
  })
  done()
}
