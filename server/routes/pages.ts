import { z } from 'zod'
import type { PageView } from '../../src/domain/requests.ts'
import { principalOf } from '../authentication.ts'
import { finding, wireFinding } from '../finding-schema.ts'
import { found } from '../found.ts'
import {
  genre,
  idParameter,
  list,
  listing,
  named,
  part,
  span,
  text,
  textOrNull,
} from '../schema.ts'
import type { Routes } from '../zod.ts'

const dated = z.object({ at: text, basis: z.enum(['claimed', 'observed', 'git']) }).nullable()

// The access list is not named: who else may read a page is no reader's business.
const page = z
  .object({
    id: text,
    source: text,
    path: text,
    url: textOrNull,
    title: text,
    owner: textOrNull,
    about: list(text),
    home: z.object({ repository: text, path: text }).nullable(),
    genre,
    revision: text,
    sha256: text,
    times: z.object({
      created: dated,
      modified: dated,
      contentChanged: dated,
      reviewed: dated,
      reviewBy: dated,
      confirmed: dated,
      fetched: dated,
      firstSeen: dated,
      gone: dated,
    }),
    supersededBy: textOrNull,
    flags: list(
      z.object({
        kind: z.enum(['hidden-text', 'invisible-characters', 'addressed-to-agents']),
        line: z.number(),
        excerpt: text,
      }),
    ),
    problems: list(text),
  })
  .register(named, { id: 'Page' })

const pageList = listing(page).register(named, { id: 'PageList' })

const passage = z.object({
  id: text,
  position: z.number(),
  heading: list(text),
  anchor: textOrNull,
  span,
  line: z.number(),
  endLine: z.number(),
  text,
  sha256: text,
  changed: dated,
})

const pageView = z
  .object({
    page: page.extend({ text }),
    passages: list(passage),
    findings: list(finding),
  })
  .register(named, { id: 'PageView' })

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
