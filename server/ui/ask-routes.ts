import { z } from 'zod'
import { found } from '../found.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { answerPage } from './answer-page.ts'
import { askPage } from './ask-page.ts'
import { layout } from './layout.ts'
import type { PageRoutes } from './routes.ts'

const id = z.object({ id: z.string().regex(/^ans_\w{1,100}$/) })
const question = z.object({
  csrf: z.string().max(200),
  query: z.string().trim().min(1).max(2_000),
  intent: z.enum(['inform', 'act']),
})

const pages = { config: { access: 'session', page: true } } as const
const shown = 10

/** / and /answers: where everybody asks, and what they were answered. */
export const askRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get('/', pages, async (request) => {
    const session = sessionOf(request)
    const last = await plumbline.lastAnswers(shown, session.person)
    const main = askPage({ last, session, now: plumbline.now() })
    return layout({ title: 'Ask', main, session, at: '/' })
  })
  app.post('/answers', { ...pages, schema: { body: question } }, async (request, reply) => {
    const { query, intent } = request.body
    const { person } = sessionOf(request)
    const { id: given } = await plumbline.ask({ query, intent }, person, { requestId: request.id })
    return reply.redirect(`/answers/${given}`, 303)
  })
  app.get('/answers/:id', { ...pages, schema: { params: id } }, async (request) => {
    const session = sessionOf(request)
    const kept = await plumbline.answer(request.params.id, session.person)
    const answer = found(kept, `answer ${request.params.id}`)
    const main = answerPage({ answer, session, now: plumbline.now() })
    return layout({ title: answer.query, main, session, at: '/' })
  })
  done()
}
