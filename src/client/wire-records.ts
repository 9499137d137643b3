import { z } from 'zod'
import { actionClasses } from '../domain/action.ts'
import { supports, type Verification } from '../domain/answer.ts'
import { type ApprovalView, approvalStates } from '../domain/approval.ts'
import type { ReceiptStatus } from '../domain/requests.ts'
import { decisions, intents } from '../domain/verdict.ts'
import { citation, list, reason, receiptLink, span, statement, text, textOrNull } from './wire.ts'

const command = z.object({
  argv: list(text),
  span,
  class: z.enum(actionClasses),
  reach: z.enum(['none', 'resource', 'namespace', 'machine', 'database', 'environment', 'account']),
  reversible: z.enum(['yes', 'with-effort', 'no', 'unknown']),
  effect: text,
  unknownProgram: z.literal(true).exactOptional(),
  place: z
    .object({ path: text, line: z.number().nullable(), side: z.enum(['before', 'after']) })
    .exactOptional(),
})

const counts = ['statements', 'checked', ...supports] as const

/** Advice or an action, judged. */
export const verificationOnWire = z.object({
  id: text,
  verifiedAt: text,
  task: textOrNull,
  mode: z.enum(['enforce', 'report']),
  intent: z.enum(intents).nullable(),
  environments: list(text),
  verdict: z.object({ decision: z.enum(decisions), reasons: list(reason) }),
  statements: list(statement),
  citations: list(citation),
  counts: z.record(z.enum(counts), z.number()),
  action: z
    .object({
      digest: text,
      commands: list(command),
      unseen: list(text),
      touches: z.object({ paths: list(text), resources: list(text) }).exactOptional(),
    })
    .nullable(),
  escalation: z
    .object({ approvers: z.number(), senior: z.number(), approval: text, url: text })
    .nullable(),
  unblock: list(text),
  receipt: receiptLink,
}) satisfies z.ZodType<Verification>

/** A request that people allow one action, and where it stands. */
export const approvalOnWire = z.object({
  id: text,
  verification: text,
  action: text,
  environment: textOrNull,
  environments: list(text),
  role: textOrNull,
  runAs: textOrNull,
  requestedBy: text,
  owner: textOrNull,
  requestedAt: text,
  expiresAt: text,
  approvers: z.number(),
  senior: z.number(),
  task: textOrNull,
  note: textOrNull,
  shown: z.object({
    command: textOrNull,
    workingDirectory: textOrNull,
    resource: textOrNull,
    commands: list(command),
    unseen: list(text),
    reasons: list(reason),
    advice: textOrNull,
  }),
  decisions: list(
    z.object({
      person: text,
      decision: z.enum(['approve', 'refuse']),
      senior: z.boolean(),
      at: text,
      comment: textOrNull,
      seenAt: textOrNull,
    }),
  ),
  withdrawnAt: textOrNull,
  used: z.object({ verification: text, at: text }).nullable(),
  state: z.enum(approvalStates),
  counted: z.object({ approvers: z.number(), senior: z.number() }),
  deciders: list(z.object({ person: text, senior: z.boolean() })),
  whyNotYou: textOrNull,
}) satisfies z.ZodType<ApprovalView>

/** Whether a receipt may still be relied on. */
export const receiptStatusOnWire = z.object({
  id: text,
  status: z.enum(['valid', 'expired', 'recalled']),
  because: text,
  recalledAt: textOrNull,
  turned: list(
    z.object({
      what: z.enum(['passage', 'finding', 'fact', 'key']),
      because: text,
      page: z.object({ id: text, title: text, url: textOrNull }).nullable(),
      passage: textOrNull,
      finding: textOrNull,
      fact: z
        .object({
          repository: text,
          kind: text,
          owner: textOrNull,
          subject: text,
          was: textOrNull,
          is: textOrNull,
        })
        .nullable(),
    }),
  ),
}) satisfies z.ZodType<ReceiptStatus>

/** A receipt, signed; what it says is in its envelope, and is checked by `plumbline/receipts`. */
export const receiptOnWire = z.object({
  envelope: z.object({
    payloadType: text,
    payload: text,
    signatures: list(z.object({ keyid: text, sig: text })),
  }),
})
