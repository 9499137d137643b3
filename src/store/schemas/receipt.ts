import { z } from 'zod'
import { factKinds } from '../../domain/fact.ts'
import { type Receipt, receiptModes, type Turned } from '../../domain/receipt.ts'
import { decisionSchema } from './verdict.ts'

const contentSchema = z.looseObject({
  id: z.string(),
  about: z.enum(['answer', 'verification']),
  aboutId: z.string(),
  principal: z.string(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  decision: decisionSchema,
  reasons: z.array(z.string()),
  // Receipts that were signed before these were written down: no executor may rest on one.
  mode: z.enum(receiptModes).default('report'),
  executor: z
    .looseObject({ principal: z.string(), role: z.string().nullable() })
    .nullable()
    .default(null),
  environment: z.string().nullable().default(null),
  approvals: z.array(z.looseObject({ id: z.string(), by: z.string(), at: z.string() })).default([]),
  policy: z.looseObject({ name: z.string(), sha256: z.string() }),
  subjects: z.record(z.string(), z.string()),
  passages: z.array(z.looseObject({ id: z.string(), revision: z.string(), sha256: z.string() })),
  facts: z.array(
    z.looseObject({
      repository: z.string(),
      kind: z.enum([...factKinds, 'file-path']),
      owner: z.string().nullable(),
      subject: z.string(),
      value: z.string().nullable(),
    }),
  ),
  surveys: z.array(z.looseObject({ repository: z.string(), commit: z.string() })),
  nonce: z.string(),
})

export const receiptSchema: z.ZodType<Receipt> = z.looseObject({
  content: contentSchema,
  envelope: z.looseObject({
    payloadType: z.string(),
    payload: z.string(),
    signatures: z.array(z.looseObject({ keyid: z.string(), sig: z.string() })),
  }),
})

const textOrNull = z.string().nullable()

export const turnedSchema: z.ZodType<readonly Turned[]> = z.array(
  z.discriminatedUnion('what', [
    z.object({
      what: z.literal('passage'),
      passage: z.string(),
      page: z.string(),
      became: z.enum(['changed', 'gone', 'superseded']),
    }),
    z.object({
      what: z.literal('finding'),
      finding: z.string(),
      page: z.string(),
      repositories: z.array(z.string()),
      kind: z.string(),
      subject: z.string(),
      from: z.string(),
      to: textOrNull,
      was: textOrNull,
      is: textOrNull,
    }),
    z.object({
      what: z.literal('fact'),
      repository: z.string(),
      kind: z.string(),
      owner: textOrNull,
      subject: z.string(),
      was: textOrNull,
      is: textOrNull,
    }),
    z.object({ what: z.literal('key'), key: z.string() }),
  ]),
)
