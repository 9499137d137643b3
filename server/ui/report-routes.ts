import { z } from 'zod'
import { reportDecisions, reportStates } from '../../src/domain/report.ts'
import { found } from '../found.ts'
import { decidedOr } from '../report-schema.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { mayReport } from '../who-may.ts'
import { words } from './fields.ts'
import { layout } from './layout.ts'
import { reportPage } from './report-page.ts'
import { reportsPage } from './reports-page.ts'
import type { PageRoutes } from './routes.ts'

const id = z.object({ id: z.string().regex(/^rep_\w{1,100}$/) })
const which = z.object({
  of: z.enum(['mine', 'all']).default('mine'),
  state: z.enum(reportStates).default('open'),
  cursor: z.string().max(500).optional(),
})
const said = z.object({
  csrf: z.string().max(200),
  decision: z.enum(reportDecisions),
  finding: z
    .string()
    .regex(/^fnd_\w{1,64}$/)
    .optional(),
  until: z.union([z.iso.date(), z.literal('')]).optional(),
  evidence: words(500),
  page: words(2_000),
  to: words(200),
  comment: words(2_000),
})

const pages = { config: { access: 'session', people: mayReport, page: true } } as const
const onOnePage = 25

/** /reports: what is wrong with pages, and where their owners say what became of it. */
export const reportRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get('/reports', { ...pages, schema: { querystring: which } }, async (request) => {
    const session = sessionOf(request)
    const { of, state, cursor } = request.query
    const { items, next } = await plumbline.reports(
      { mine: of === 'mine', state, limit: onOnePage, ...(cursor ? { cursor } : {}) },
      session.person,
    )
    const main = reportsPage({ reports: items, of, state, next, now: plumbline.now() })
    return layout({ title: 'Reports', main, session, at: '/reports' })
  })
  app.get('/reports/:id', { ...pages, schema: { params: id } }, async (request) => {
    const session = sessionOf(request)
    const view = await plumbline.report(request.params.id, session.person)
    const report = found(view, `report ${request.params.id}`)
    const page = await plumbline.page(report.page.id, session.person)
    const main = reportPage({ report, page, session, now: plumbline.now() })
    return layout({ title: report.page.title, main, session, at: '/reports' })
  })
  app.post(
    '/reports/:id/decisions',
    { ...pages, schema: { params: id, body: said } },
    async (request, reply) => {
      const { csrf: _, decision, until, ...rest } = request.body
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value))
      const choice = { decision, ...given, ...(until ? { until: `${until}T00:00:00.000Z` } : {}) }
      const outcome = await plumbline.decideReport(
        request.params.id,
        choice,
        sessionOf(request).token,
      )
      const { report } = decidedOr(outcome, `report ${request.params.id}`)
      return reply.redirect(`/reports/${report.id}`, 303)
    },
  )
  done()
}
