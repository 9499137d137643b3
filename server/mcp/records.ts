import { z } from 'zod'
import type { StaleReported } from '../../src/domain/stale-report.ts'
import { approval } from '../../src/wire/approval.ts'
import { text, textOrNull } from '../../src/wire/basics.ts'
import { receipt as receiptSchema, receiptStatus } from '../../src/wire/receipt.ts'
import { comment, doneOr } from '../approval-schema.ts'
import { found } from '../found.ts'
import { onceUnder } from '../once.ts'
import { toApprove } from '../routes/approval-requests.ts'
import { idParameter } from '../schema.ts'
import { type Tool, tool } from './tool.ts'

/** A signed receipt, and whether it may still be relied on. */
export const receipt: Tool = tool({
  name: 'receipt',
  title: 'Fetch a receipt',
  description: `Fetches the signed receipt of an answer or a verification by its id (receipt.id of that result), with its status. Call it before you rely on something that was answered or verified earlier, and to hand the envelope to whoever runs the action.
status.status "valid": it still stands. "expired" or "recalled": do not rely on it; status.because and status.turned tell why. Ask or verify again. receipt is null where you may not read what it rests on.`,
  access: 'any-key',
  hints: { readOnly: true, idempotent: true },
  judges: true,
  input: z.strictObject({ id: idParameter.shape.id.describe('Id of the receipt: `rcp_…`.') }),
  output: z.object({ status: receiptStatus, receipt: receiptSchema.nullable() }),
  call: async ({ id }, { plumbline, principal }) => ({
    status: found(await plumbline.receiptStatus(id, principal), `receipt ${id}`),
    // Whoever is to run the action learns whether it stands, even where they may not read what it rests on.
    receipt: await plumbline.receipt(id, principal),
  }),
})

/** People are asked; there is no tool that approves. */
export const requestApproval: Tool = tool({
  name: 'request_approval',
  title: 'Ask people to approve',
  description: `Asks people to allow what they can lift of a verification of yours that came to "escalate" or "block". Where its escalation is given they were asked already, so call this only where there is none, or where that request expired or was withdrawn. Where people refused, do not ask again unless the person you work for tells you to. The result tells who may decide (deciders). Only people do, signed in in a browser: you cannot, and must not press them.
Asking twice while a request waits gives the same request. To see where it stands, call approval.`,
  access: 'any-key',
  hints: { readOnly: false, idempotent: true },
  input: toApprove.extend({
    idempotencyKey: z
      .string()
      .regex(/^[\w.:-]{1,200}$/, 'up to 200 letters, digits, dots, colons, dashes, underscores')
      .exactOptional()
      .describe('A value of your own: the same request under it gets its first reply for a day.'),
  }),
  output: approval,
  call: async ({ idempotencyKey: key, ...body }, { plumbline, principal }) => {
    const work = async () =>
      doneOr(await plumbline.requestApproval(body, principal), `verification ${body.verification}`)
    if (key === undefined) return work()
    // As the route names it: the same key over HTTP is the same request.
    const asked = { key, of: { method: 'POST', route: '/v1/approvals', body } }
    return onceUnder(asked, { plumbline, principal }, approval, work)
  },
})

/** Where a request stands. */
export const approvalById: Tool = tool({
  name: 'approval',
  title: 'Look up a request for approval',
  description: `Tells where a request for approval stands; it asks nobody and decides nothing. Call it with escalation.approval of a verification, or with the id that request_approval gave, after people had time to decide.
state "approved": verify the very same action again right before it runs, which uses the approval up. "waiting": do something else, and come back later. "refused", "withdrawn", "expired" or "used": it allows nothing any more; tell the person, with the comments of decisions.`,
  access: 'any-key',
  hints: { readOnly: true, idempotent: true },
  judges: true,
  input: z.strictObject({ id: idParameter.shape.id.describe('Id of the request: `apr_…`.') }),
  output: approval,
  call: async ({ id }, { plumbline, principal }) =>
    found(await plumbline.approval(id, principal), `approval ${id}`),
})

/** Somebody's word that a page is out of date. */
export const reportStale: Tool = tool({
  name: 'report_stale',
  title: 'Report a page as stale',
  description: `Notes that a page seems out of date, for the people who look after it. Call it when you or the person you work for saw that a page is wrong: the code differs, a step fails, a name is gone. Give the page's id (citations[].page.id), the passage's if you can (citations[].passage), and what is wrong and how you know. Nothing on the page changes, and no verdict does.`,
  access: ['agent', 'engineer', 'owner'],
  hints: { readOnly: false, idempotent: false },
  input: z.strictObject({
    page: idParameter.shape.id.describe('Id of the page.'),
    passage: z.string().min(1).max(200).exactOptional().describe('Id of the passage.'),
    note: comment.describe('What is wrong, and how you know.'),
  }),
  output: z.object({
    page: text,
    passage: textOrNull,
    owner: textOrNull,
    reportedAt: text,
  }) satisfies z.ZodType<StaleReported>,
  call: async (input, { plumbline, principal }) => {
    const { page, passage } = input
    const what = passage === undefined ? `page ${page}` : `passage ${passage} on page ${page}`
    return found(await plumbline.reportStale(input, principal), what)
  },
})
