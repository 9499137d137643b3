import { z } from 'zod'
import type { Approval } from '../../domain/approval.ts'
import type { Review } from '../../domain/review.ts'
import { commandSchema } from './answer.ts'
import { decisionSchema, reasonSchema } from './verdict.ts'

/** What an approval holds beside what stands in columns and in rows of its decisions. */
export type ApprovalDocument = Omit<
  Approval,
  'id' | 'action' | 'requestedBy' | 'requestedAt' | 'expiresAt' | 'decisions'
>

/** What a request for approval is made of, before anybody made one. */
export type LiftableDocument = Pick<
  Approval,
  | 'action'
  | 'environment'
  | 'environments'
  | 'role'
  | 'runAs'
  | 'verification'
  | 'approvers'
  | 'senior'
  | 'task'
  | 'shown'
>

const shared = {
  verification: z.string(),
  environment: z.string().nullable(),
  environments: z.array(z.string()),
  role: z.string().nullable(),
  runAs: z.string().nullable(),
  approvers: z.int(),
  senior: z.int(),
  task: z.string().nullable(),
  shown: z.looseObject({
    command: z.string().nullable(),
    workingDirectory: z.string().nullable(),
    resource: z.string().nullable(),
    commands: z.array(commandSchema),
    unseen: z.array(z.string()),
    reasons: z.array(reasonSchema),
    advice: z.string().nullable(),
  }),
}

export const approvalSchema: z.ZodType<ApprovalDocument> = z.object({
  ...shared,
  owner: z.string().nullable(),
  note: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  used: z.looseObject({ verification: z.string(), at: z.string() }).nullable(),
})

export const liftableSchema: z.ZodType<LiftableDocument> = z.object({
  ...shared,
  action: z.string(),
})

export const reviewSchema: z.ZodType<Pick<Review, 'intent' | 'decision' | 'task' | 'commands'>> =
  z.object({
    intent: z.enum(['inform', 'act', 'destroy']),
    decision: decisionSchema,
    task: z.string().nullable(),
    commands: z.array(z.string()),
  })
