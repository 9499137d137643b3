import { z } from 'zod'
import { decisions, type Reason, type Verdict } from '../../domain/verdict.ts'
import { evidenceSchema } from './finding.ts'

export const decisionSchema = z.enum(decisions)

export const reasonSchema: z.ZodType<Reason> = z.looseObject({
  code: z.string(),
  decision: decisionSchema,
  message: z.string(),
  citation: z.string().exactOptional(),
  finding: z.string().exactOptional(),
  statement: z.number().exactOptional(),
  action: z.number().exactOptional(),
  rule: z.string().exactOptional(),
  people: z.looseObject({ approvers: z.number(), senior: z.number() }).exactOptional(),
  evidence: z.array(evidenceSchema).exactOptional(),
})

export const verdictSchema: z.ZodType<Verdict> = z.looseObject({
  decision: decisionSchema,
  reasons: z.array(reasonSchema),
})
