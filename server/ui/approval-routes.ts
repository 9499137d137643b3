import { z } from 'zod'
import { PlumblineError } from '../../src/domain/errors.ts'
import { doneOr } from '../approval-schema.ts'
import { mayCall } from '../authentication.ts'
import { found } from '../found.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { mayReview, maySeeLoad } from '../who-may.ts'
import { approvalPage, titleOf } from './approval-page.ts'
import { words } from './fields.ts'
import { layout } from './layout.ts'
import { queuePage } from './queue-page.ts'
import { reviewsPage } from './reviews-page.ts'
import type { PageRoutes } from './routes.ts'

const id = z.object({ id: z.string().regex(/^[a-z]{3}_\w{1,100}$/) })
const decision = z.object({
  csrf: z.string().max(200),
  decision: z.enum(['approve', 'refuse']),
  comment: words(2_000),
})
const review = z.object({
  csrf: z.string().max(200),
  found: z.enum(['right', 'wrong']),
  comment: words(2_000),
})

const pages = { config: { access: 'session', page: true } } as const
const reviewPages = { config: { ...pages.config, people: mayReview } } as const
const queueLength = 100

/** /approvals and /reviews: what people look at, and where they decide. */
export const approvalRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get('/approvals', pages, async (request) => {
    const session = sessionOf(request)
    const { person } = session
    const open = await plumbline.approvals({ limit: queueLength }, person)
    const main = queuePage({
      open: open.items,
      isPart: open.next !== null,
      load: mayCall(maySeeLoad, person) ? await plumbline.reviewLoad() : null,
      person: person.id,
      now: plumbline.now(),
    })
    return layout({ title: 'Approvals', main, session, at: '/approvals' })
  })
  app.get('/approvals/:id', { ...pages, schema: { params: id } }, async (request) => {
    const session = sessionOf(request)
    const approval = await plumbline.approval(request.params.id, session.person)
    const view = found(approval, `approval ${request.params.id}`)
    await plumbline.approvalSeen(view.id, session.person)
    const earlier = await plumbline.earlierApprovals(view.id, session.person)
    const main = approvalPage({ approval: view, earlier, session, now: plumbline.now() })
    return layout({ title: titleOf(view), main, session, at: '/approvals' })
  })
  app.post(
    '/approvals/:id/decisions',
    { ...pages, schema: { params: id, body: decision } },
    async (request, reply) => {
      const { decision, comment } = request.body
      const choice = { decision, ...(comment ? { comment } : {}) }
      const { token } = sessionOf(request)
      const outcome = await plumbline.decideApproval(request.params.id, choice, token)
      const approval = doneOr(outcome, `approval ${request.params.id}`)
      return reply.redirect(`/approvals/${approval.id}`, 303)
    },
  )
  app.post(
    '/approvals/:id/withdrawal',
    { ...pages, schema: { params: id } },
    async (request, reply) => {
      const { person } = sessionOf(request)
      const outcome = await plumbline.withdrawApproval(request.params.id, person)
      const approval = doneOr(outcome, `approval ${request.params.id}`)
      return reply.redirect(`/approvals/${approval.id}`, 303)
    },
  )
  app.get('/reviews', reviewPages, async (request) => {
    const session = sessionOf(request)
    const reviews = await plumbline.reviews(session.person)
    const main = reviewsPage({ reviews, session, now: plumbline.now() })
    return layout({ title: 'Reviews', main, session, at: '/reviews' })
  })
  app.post(
    '/reviews/:id',
    { ...reviewPages, schema: { params: id, body: review } },
    async (request, reply) => {
      const { found: outcome, comment } = request.body
      const given = { found: outcome, ...(comment ? { comment } : {}) }
      const { token } = sessionOf(request)
      const closed = await plumbline.closeReview(request.params.id, given, token)
      if (closed.is === 'not-found')
        throw new PlumblineError('input.not-found', `there is no review of ${request.params.id}`)
      if (closed.is !== 'done') throw new PlumblineError(`approval.${closed.is}`, closed.because)
      return reply.redirect('/reviews', 303)
    },
  )
  done()
}
