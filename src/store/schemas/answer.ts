import { z } from 'zod'
import { actionClasses, type ClassedCommand } from '../../domain/action.ts'
import {
  type Answer,
  type Composition,
  type Statement,
  supports,
  type Verification,
} from '../../domain/answer.ts'
import type { Provenance } from '../../domain/requests.ts'
import { intents } from '../../domain/verdict.ts'
import { citationSchema, withheldCitationSchema } from './citation.ts'
import { findingSchema } from './finding.ts'
import { spanSchema } from './passage.ts'
import { reasonSchema, verdictSchema } from './verdict.ts'

const statementSchema: z.ZodType<Statement> = z.looseObject({
  text: z.string(),
  span: spanSchema,
  citations: z.array(z.string()),
  support: z.enum(supports),
  findings: z.array(z.string()),
})

const receiptLinkSchema = z.looseObject({ id: z.string(), url: z.string(), expiresAt: z.string() })

const answered = {
  id: z.string(),
  query: z.string(),
  answeredAt: z.string(),
  readAs: z.array(z.looseObject({ asked: z.string(), read: z.string() })).exactOptional(),
  citations: z.array(citationSchema),
  withheld: z.array(
    z.looseObject({ citation: withheldCitationSchema, reasons: z.array(reasonSchema) }),
  ),
  receipt: receiptLinkSchema,
}

const compositionSchema: z.ZodType<Composition> = z.looseObject({
  by: z.string(),
  is: z.enum(['composed', 'quoted']),
  because: z.string().nullable(),
  dropped: z.number(),
})

export const answerSchema: z.ZodType<Answer> = z.union([
  // Strict, so that a blocked answer that carries text is refused rather than read.
  z.strictObject({
    ...answered,
    verdict: z.looseObject({ decision: z.literal('block'), reasons: z.array(reasonSchema) }),
    unblock: z.array(z.string()),
  }),
  z.looseObject({
    ...answered,
    verdict: z.looseObject({
      decision: z.enum(['allow', 'warn', 'escalate']),
      reasons: z.array(reasonSchema),
    }),
    text: z.string(),
    statements: z.array(statementSchema),
    composition: compositionSchema.exactOptional(),
  }),
])

export const commandSchema: z.ZodType<ClassedCommand> = z.looseObject({
  argv: z.array(z.string()),
  span: spanSchema,
  class: z.enum(actionClasses),
  reach: z.enum(['none', 'resource', 'namespace', 'machine', 'database', 'environment', 'account']),
  reversible: z.enum(['yes', 'with-effort', 'no', 'unknown']),
  effect: z.string(),
  unknownProgram: z.literal(true).exactOptional(),
})

const actionSchema = z.looseObject({
  digest: z.string(),
  commands: z.array(commandSchema),
  unseen: z.array(z.string()),
})

export const verificationSchema: z.ZodType<Verification> = z.looseObject({
  id: z.string(),
  verifiedAt: z.string(),
  task: z.string().nullable(),
  // Verifications of before there were modes were enforced.
  mode: z.enum(['enforce', 'report']).default('enforce'),
  intent: z.enum(intents).nullable().default(null),
  environments: z.array(z.string()).default([]),
  verdict: verdictSchema,
  statements: z.array(statementSchema),
  citations: z.array(citationSchema),
  counts: z.looseObject({
    statements: z.number(),
    checked: z.number(),
    supported: z.number(),
    'partially-supported': z.number(),
    contradicted: z.number(),
    'not-enough-info': z.number(),
    'not-checkable': z.number(),
  }),
  action: actionSchema.nullable(),
  escalation: z
    .looseObject({
      approvers: z.number(),
      senior: z.number(),
      approval: z.string(),
      url: z.string(),
    })
    .nullable(),
  unblock: z.array(z.string()),
  receipt: receiptLinkSchema,
})

export const provenanceSchema: z.ZodType<Provenance> = z.looseObject({
  answer: z.string(),
  query: z.string(),
  principal: z.string(),
  answeredAt: z.string(),
  policy: z.looseObject({ name: z.string(), sha256: z.string() }),
  candidates: z.array(
    z.looseObject({
      passage: z.string(),
      page: z.string(),
      title: z.string(),
      heading: z.array(z.string()),
      score: z.number(),
      parts: z.record(z.string(), z.number()),
      used: z.boolean(),
      because: z.string(),
    }),
  ),
  citations: z.array(citationSchema),
  findings: z.array(findingSchema),
})
