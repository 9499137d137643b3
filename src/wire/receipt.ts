import { z } from 'zod'
import { factKinds } from '../domain/fact.ts'
import { type Receipt, receiptModes } from '../domain/receipt.ts'
import type { ReceiptStatus } from '../domain/requests.ts'
import { list, text, textOrNull, verdict } from './basics.ts'

/** What was decided, signed. */
export const receipt = z.object({
  content: z.object({
    id: text,
    about: z.enum(['answer', 'verification']),
    aboutId: text,
    principal: text,
    issuedAt: text,
    expiresAt: text,
    decision: verdict.shape.decision,
    reasons: list(text),
    mode: z.enum(receiptModes),
    executor: z.object({ principal: text, role: textOrNull }).nullable(),
    environment: textOrNull,
    approvals: list(z.object({ id: text, by: text, at: text })),
    policy: z.object({ name: text, sha256: text }),
    subjects: z.record(text, text).readonly(),
    passages: list(z.object({ id: text, revision: text, sha256: text })),
    facts: list(
      z.object({
        repository: text,
        kind: z.enum([...factKinds, 'file-path']),
        owner: textOrNull,
        subject: text,
        value: textOrNull,
      }),
    ),
    surveys: list(z.object({ repository: text, commit: text })),
    nonce: text,
  }),
  envelope: z.object({
    payloadType: text,
    payload: text,
    signatures: list(z.object({ keyid: text, sig: text })),
  }),
}) satisfies z.ZodType<Receipt>

/** Whether a receipt may still be relied on. */
export const receiptStatus = z.object({
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
