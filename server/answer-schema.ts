import { z } from 'zod'
import { actionClasses } from '../src/domain/action.ts'
import { type Answer, supports, type Verification } from '../src/domain/answer.ts'
import { supportReasonCodes } from '../src/domain/support-reason.ts'
import { intents } from '../src/domain/verdict.ts'
import { citation } from './citation-schema.ts'
import { list, named, span, text, textOrNull, verdict } from './schema.ts'

const statement = z.object({
  text,
  span,
  citations: list(text),
  support: z.enum(supports),
  decidedBy: list(
    z.object({
      code: z.enum(supportReasonCodes),
      message: text,
      statement: span,
      citation: text,
      source: span,
    }),
  ).exactOptional(),
  findings: list(text),
})

const receiptLink = z.object({ id: text, url: text, expiresAt: text })

const answered = {
  id: text,
  query: text,
  answeredAt: text,
  readAs: list(z.object({ asked: text, read: text })).exactOptional(),
  citations: list(citation),
  withheld: list(
    z.object({ citation: citation.omit({ quote: true }), reasons: verdict.shape.reasons }),
  ),
  receipt: receiptLink,
}

const composition = z.object({
  by: text,
  is: z.enum(['composed', 'quoted']),
  because: textOrNull,
  dropped: z.number(),
})

/** Blocked advice has no field for text, so none can come out. */
export const answer = z
  .union([
    z.object({
      ...answered,
      verdict: verdict.extend({ decision: z.enum(['allow', 'warn', 'escalate']) }),
      text,
      statements: list(statement),
      composition: composition.exactOptional(),
    }),
    z.object({
      ...answered,
      verdict: verdict.extend({ decision: z.literal('block') }),
      unblock: list(text),
    }),
  ])
  .register(named, { id: 'Answer' }) satisfies z.ZodType<Answer>

/** One command, as parsed and classed. */
export const command = z.object({
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

const action = z.object({
  digest: text,
  commands: list(command),
  unseen: list(text),
  touches: z.object({ paths: list(text), resources: list(text) }).exactOptional(),
})

/** Advice or an action of somebody else, judged. */
export const verification = z
  .object({
    id: text,
    verifiedAt: text,
    task: textOrNull,
    mode: z.enum(['enforce', 'report']),
    intent: z.enum(intents).nullable(),
    environments: list(text),
    verdict,
    statements: list(statement),
    citations: list(citation),
    counts: z.object({
      statements: z.number(),
      checked: z.number(),
      supported: z.number(),
      'partially-supported': z.number(),
      contradicted: z.number(),
      'not-enough-info': z.number(),
      'not-checkable': z.number(),
    }),
    action: action.nullable(),
    escalation: z
      .object({ approvers: z.number(), senior: z.number(), approval: text, url: text })
      .nullable(),
    unblock: list(text),
    receipt: receiptLink,
  })
  .register(named, { id: 'Verification' }) satisfies z.ZodType<Verification>
