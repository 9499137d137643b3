import { z } from 'zod'
import { type ApprovalView, approvalStates } from '../domain/approval.ts'
import { list, listing, text, textOrNull, verdict } from './basics.ts'
import { command } from './verification.ts'

/** A request that people allow one action, and where it stands. */
export const approval = z.object({
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
    reasons: verdict.shape.reasons,
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

/** Some of them. */
export const approvalList = listing(approval)
