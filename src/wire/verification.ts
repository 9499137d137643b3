import { z } from 'zod'
import { actionClasses } from '../domain/action.ts'
import type { Verification } from '../domain/answer.ts'
import { intents } from '../domain/verdict.ts'
import { receiptLink, statement } from './answer.ts'
import { list, span, text, textOrNull, verdict } from './basics.ts'
import { citation } from './citation.ts'

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

/** Advice or an action judged. */
export const verification = z.object({
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
}) satisfies z.ZodType<Verification>
