import { z } from 'zod'
import type { Approval } from '../../domain/approval.ts'

export const approvalSchema: z.ZodType<Approval> = z.looseObject({
  id: z.string(),
  verification: z.string(),
  action: z.string(),
  role: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  approvers: z.number(),
  senior: z.number(),
  decisions: z.array(
    z.looseObject({
      person: z.string(),
      decision: z.enum(['approve', 'refuse']),
      senior: z.boolean(),
      at: z.string(),
      comment: z.string().nullable(),
    }),
  ),
})
