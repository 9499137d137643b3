import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { sendEvents, signalsOf } from '../events.ts'
import { found } from '../found.ts'
import { type HeldSession, sessionOf } from '../sign-in/session-guard.ts'
import { crawlsPage } from './crawls-page.ts'
import { layout, livePolicy } from './layout.ts'
import { liveScript } from './live-script.ts'
import type { PageRoutes } from './routes.ts'

const id = z.object({ id: z.string().min(1).max(200) })
const wanted = z.object({ csrf: z.string().max(200), source: z.string().min(1).max(200) })

const pages = { config: { access: 'session', page: true } } as const

/** Names and counts tell of pages that others may not see. */
function operatorOf(request: FastifyRequest): HeldSession {
  const session = sessionOf(request)
  if (!session.person.scopes.includes('operator'))
    throw new PlumblineError('auth.forbidden', 'crawls are for people with the scope operator')
  return session
}

/** /crawls: how sources and code are looked at, as it goes. */
export const crawlsRoutes: PageRoutes = (app, { plumbline }, done) => {
  const lookingOn = signalsOf(app)
  app.get('/crawls', pages, async (request, reply) => {
    const session = operatorOf(request)
    const [sources, { repositories }] = await Promise.all([plumbline.sources(), plumbline.health()])
    const run = plumbline.surveyRun()
    reply.header('content-security-policy', livePolicy)
    const main = crawlsPage({ sources, repositories, run, session, now: plumbline.now() })
    return layout({ title: 'Crawls and surveys', main, session, at: '/crawls', isLive: true })
  })
  app.post('/crawls', { ...pages, schema: { body: wanted } }, async (request, reply) => {
    operatorOf(request)
    const { source } = request.body
    found(await plumbline.startCrawl(source), `source ${source}`)
    return reply.redirect('/crawls', 303)
  })
  app.get('/crawls/:id/events', { ...pages, schema: { params: id } }, async (request, reply) => {
    operatorOf(request)
    const crawl = request.params.id
    found(await plumbline.crawlSummary(crawl), `crawl ${crawl}`)
    return sendEvents(reply, plumbline.watchCrawl(crawl, lookingOn(request)), figures)
  })
  app.post('/surveys', pages, async (request, reply) => {
    operatorOf(request)
    plumbline.startSurvey()
    return reply.redirect('/crawls', 303)
  })
  app.get('/surveys/events', pages, async (request, reply) => {
    operatorOf(request)
    return sendEvents(reply, plumbline.watchSurvey(lookingOn(request)), (run) => run)
  })
  app.get('/ui/live.js', { config: { access: 'public', page: true } }, (_, reply) => {
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'max-age=300')
      .send(liveScript)
  })
  done()
}

const figures = ({ status, pages, changed, gone }: CrawlSummary): object => ({
  ...{ status, pages, changed, gone },
})
