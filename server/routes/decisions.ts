import { approval } from '../../src/wire/approval.ts'
import { choice, doneOr, session } from '../approval-schema.ts'
import { idParameter } from '../schema.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import type { Routes } from '../zod.ts'

/** POST /v1/approvals/:id/decisions: by people who signed in themselves, and by nobody else. */
export const decisions: Routes = (app, { plumbline }, done) => {
  app.post(
    '/approvals/:id/decisions',
    {
      config: {
        summary: 'Approve or refuse; only a person who signed in in a browser, never a key',
        access: 'session',
        example: { decision: 'refuse', comment: 'the namespace is still in use' },
      },
      schema: { params: idParameter, body: choice, response: { 200: approval } },
    },
    async (request) => {
      const { id } = request.params
      const { token } = sessionOf(request)
      return doneOr(await plumbline.decideApproval(id, request.body, token), `approval ${id}`)
    },
  )
  app.get(
    '/session',
    {
      config: {
        summary: 'Who is signed in, and the word that its changes must carry',
        access: 'session',
      },
      schema: { response: { 200: session } },
    },
    async (request) => {
      const { person, csrf, endsAt } = sessionOf(request)
      return { person: person.id, scopes: person.scopes, csrf, endsAt }
    },
  )
  done()
}
