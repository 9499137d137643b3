import { z } from 'zod'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import {
  decided,
  decidedOr,
  report,
  reportChoice,
  reportFilter,
  reportList,
  wireReport,
} from '../report-schema.ts'
import { idParameter, part } from '../schema.ts'
import { sessionOf } from '../sign-in/session-guard.ts'
import { mayReport } from '../who-may.ts'
import type { Routes } from '../zod.ts'

/** /v1/reports: what is wrong with pages, for those who own them. */
export const reports: Routes = (app, { plumbline }, done) => {
  app.get(
    '/reports',
    {
      config: {
        summary: 'What is wrong with pages, worst damage first; with `mine=true` your own',
        access: mayReport,
      },
      schema: {
        querystring: z.strictObject({ ...reportFilter, ...part }),
        response: { 200: reportList },
      },
    },
    async (request) => {
      const { items, next } = await plumbline.reports(request.query, principalOf(request))
      return { items: items.map(wireReport), next }
    },
  )
  app.get(
    '/reports/:id',
    {
      config: {
        summary: 'What is wrong with a page, with the code beside it and what was decided',
        access: mayReport,
      },
      schema: { params: idParameter, response: { 200: report } },
    },
    async (request) => {
      const { id } = request.params
      return wireReport(found(await plumbline.report(id, principalOf(request)), `report ${id}`))
    },
  )
  app.post(
    '/reports/:id/decisions',
    {
      config: {
        summary: 'Say what became of it; only a person who signed in in a browser, never a key',
        access: 'session',
        people: mayReport,
        example: { decision: 'fixed' },
      },
      schema: { params: idParameter, body: reportChoice, response: { 200: decided } },
    },
    async (request) => {
      const { id } = request.params
      const { token } = sessionOf(request)
      const outcome = await plumbline.decideReport(id, request.body, token)
      const { report: view, recheck } = decidedOr(outcome, `report ${id}`)
      return { report: wireReport(view), recheck }
    },
  )
  done()
}
