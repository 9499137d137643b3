import { z } from 'zod'
import type { CorpusFilter } from '../../src/domain/corpus.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { healthPage } from './health-page.ts'
import { layout } from './layout.ts'
import type { PageRoutes } from './routes.ts'

/** An owner that is left empty is nobody. */
const which = z.object({
  source: z.string().max(200).optional(),
  owner: z.string().max(500).optional(),
})

/** /health: how the pages stand that a person may read, and how they stood. */
export const healthRoutes: PageRoutes = (app, { plumbline }, done) => {
  app.get(
    '/health',
    { config: { access: 'session', page: true }, schema: { querystring: which } },
    async (request) => {
      const session = sessionOf(request)
      const { source, owner } = request.query
      const filter: CorpusFilter = {
        ...(source === undefined ? {} : { source }),
        ...(owner === undefined ? {} : { owner: owner === '' ? null : owner }),
      }
      const corpus = await plumbline.corpus(filter, session.person)
      const main = healthPage({ corpus, filter })
      return layout({ title: 'Health of the pages', main, session, at: '/health' })
    },
  )
  done()
}
