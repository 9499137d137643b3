import { z } from 'zod'
import type { Explanation } from '../../src/domain/explanation.ts'
import { found } from '../found.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { explanationPage } from './explanation-page.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import type { PageRoutes } from './routes.ts'

const recordId = /^(?:ans|ver)_\w{1,100}$/
const id = z.object({ id: z.string().regex(recordId) })
const wanted = z.object({ id: z.string().trim().max(200).optional() })

const pages = { config: { access: 'session', page: true } } as const

/** /explain: any answer or verification by its id, and why it is what it is. */
export const explainRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get('/explain', { ...pages, schema: { querystring: wanted } }, async (request, reply) => {
    const session = sessionOf(request)
    const { id: given = '' } = request.query
    if (recordId.test(given)) return reply.redirect(`/explain/${given}`, 303)
    const main = html`<p>Open any answer or verification by its id, and see why it is what it is: the pages and revisions, claims, facts, commits, policy and receipt, and what would be said of the same sources today.</p>
${given === '' ? null : html`<p class="notice bad" role="alert">“${given}” is no id of an answer or a verification: they begin with ans_ or ver_.</p>`}
<form method="get" action="/explain">
<label for="id">Id of an answer or a verification</label>
<input id="id" name="id" value="${given}" required maxlength="200" autocapitalize="none" spellcheck="false" placeholder="ans_… or ver_…">
<div><button>Explain</button></div>
</form>
<p class="hint">It stands in every reply, in the audit log and on the page of every answer. You can open what you asked yourself; engineers and operators open what others asked, if they may read all that it rests on.</p>`
    return layout({ title: 'Explain', main, session, at: '/explain' })
  })
  app.get('/explain/:id', { ...pages, schema: { params: id } }, async (request) => {
    const session = sessionOf(request)
    const kept = await plumbline.explanation(request.params.id, session.person)
    const explanation = found(kept, `answer or verification ${request.params.id}`)
    const main = explanationPage(explanation, plumbline.now())
    return layout({ title: titleOf(explanation), main, session, at: '/explain' })
  })
  done()
}

const titleOf = ({ record }: Explanation): string =>
  record.about === 'answer'
    ? record.answer.query
    : (record.verification.task ?? 'A verification without a task')
