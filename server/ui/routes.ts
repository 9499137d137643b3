import { fastifyFormbody } from '@fastify/formbody'
import type { FastifyPluginCallback, FastifyRequest, RawServerDefault } from 'fastify'
import type { Session } from '../../src/domain/sign-in.ts'
import type { Operation } from '../openapi.ts'
import { headersOf, isFaultOfOurs, problemOf } from '../problem.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import type { ZodTypes } from '../zod.ts'
import { approvalRoutes } from './approval-routes.ts'
import { askRoutes } from './ask-routes.ts'
import { crawlsRoutes } from './crawls-routes.ts'
import { docsPage } from './docs-page.ts'
import { explainRoutes } from './explain-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { html } from './html.ts'
import { layout, pageHeaders } from './layout.ts'
import { noticeRoutes } from './notice-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { style } from './style.ts'

/** A file of pages. */
export type PageRoutes = FastifyPluginCallback<
  { readonly plumbline: ServedPlumbline },
  RawServerDefault,
  ZodTypes
>

/** Whose session a request came in, as far as it came; null where nobody is signed in. */
const signedIn = (request: FastifyRequest): Session | null =>
  request.getDecorator<Session | null>('session')

/** The longest form, in bytes. */
export const formLimit = 65_536

/** Pages for people: HTML from the server, forms, and no script that anything needs. What is wrong with a request is told on a page, too. */
export const pagesForPeople: FastifyPluginCallback<
  { readonly plumbline: ServedPlumbline; readonly operations: readonly Operation[] },
  RawServerDefault,
  ZodTypes
> = (app, { plumbline, operations }, done) => {
  app.register(fastifyFormbody, { bodyLimit: formLimit })
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(pageHeaders).type('text/html; charset=utf-8')
  })
  app.setErrorHandler((thrown, request, reply) => {
    const problem = problemOf(thrown, request.id)
    if (isFaultOfOurs(problem)) request.log.error({ err: thrown }, 'request failed')
    reply.headers({ ...headersOf(problem), ...pageHeaders })
    // Following a link from elsewhere, a browser leaves the cookie at home: asked again by our own page, it brings it.
    if (problem.code === 'auth.signed-out' && request.method === 'GET') {
      const isFromElsewhere = ['cross-site', 'same-site'].includes(
        String(request.headers['sec-fetch-site']),
      )
      const next = encodeURIComponent(request.url.slice(0, 500))
      if (!isFromElsewhere) return reply.redirect(`/sign-in?next=${next}`, 303)
      const main = html`<p><a href="${request.url}">Go on</a></p>`
      return reply
        .status(200)
        .type('text/html; charset=utf-8')
        .send(layout({ title: 'One moment', main, onTo: request.url }))
    }
    const main = html`<p class="notice bad" role="alert">${problem.detail}.</p><p>What to do: ${problem.next}.</p><p><a href="/">Back to the start</a></p><p class="quiet">${problem.code} · ${problem.requestId}</p>`
    return reply
      .status(problem.status)
      .type('text/html; charset=utf-8')
      .send(layout({ title: 'That did not work', main, session: signedIn(request) }))
  })
  app.get('/ui/style.css', { config: { access: 'public', page: true } }, (_, reply) => {
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(style)
  })
  // Made once: all routes are known before anybody can ask.
  let docs: string | null = null
  app.get('/docs', { config: { access: 'public', page: true } }, (_, reply) => {
    docs ??= docsPage(operations)
    reply.send(docs)
  })
  app.register(signInRoutes, { plumbline })
  app.register(askRoutes, { plumbline })
  app.register(crawlsRoutes, { plumbline })
  app.register(healthRoutes, { plumbline })
  app.register(explainRoutes, { plumbline })
  app.register(approvalRoutes, { plumbline })
  app.register(reportRoutes, { plumbline })
  app.register(noticeRoutes, { plumbline })
  done()
}
