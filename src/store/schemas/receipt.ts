import { z } from 'zod'
import { factKinds } from '../../domain/fact.ts'
import type { Receipt } from '../../domain/receipt.ts'
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
