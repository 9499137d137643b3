import { z } from 'zod'
import type { PageView } from '../../src/domain/requests.ts'
import { pageList, pageView } from '../../src/wire/page.ts'
import { principalOf } from '../authentication.ts'
import { wireFinding } from '../finding-schema.ts'
import { found } from '../found.ts'
import { idParameter, part } from '../schema.ts'
import type { Routes } from '../zod.ts'

const wireView = (view: PageView): z.input<typeof pageView> => ({
  ...view,
  findings: view.findings.map(wireFinding),
})

const filter = z.strictObject({ ...part, source: z.string().min(1).max(200).exactOptional() })

/** GET /v1/pages: what is indexed of the wiki, as far as the reader may see it. */
export const pages: Routes = (app, { plumbline }, done) => {
  app.get(
    '/pages',
    {
      config: {
        summary: 'Pages, with what is known of their age',
        access: ['agent', 'engineer', 'owner'],
        revalidated: 'private',
      },
      schema: { querystring: filter, response: { 200: pageList } },
    },
    (request) => plumbline.pages(request.query, principalOf(request)),
  )
  app.get(
    '/pages/:id',
    {
      config: {
        summary:
          'A page with its passages and the findings on its claims; encode slashes in the id',
        access: ['agent', 'engineer', 'owner'],
        revalidated: 'private',
      },
      schema: { params: idParameter, response: { 200: pageView } },
    },
    async (request) => {
      const { id } = request.params
      return wireView(found(await plumbline.page(id, principalOf(request)), `page ${id}`))
    },
  )
  done()
}
