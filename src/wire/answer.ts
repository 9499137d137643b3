import { z } from 'zod'
import { type Answer, supports } from '../domain/answer.ts'
import type { SearchResult } from '../domain/requests.ts'
import { supportReasonCodes } from '../domain/support-reason.ts'
import { list, span, text, textOrNull, verdict } from './basics.ts'
import { citation } from './citation.ts'
import { finding } from './finding.ts'

/** A statement, and how it is borne out. */
export const statement = z.object({
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

/** Where a receipt is. */
export const receiptLink = z.object({ id: text, url: text, expiresAt: text })

/** Words of a question that were read as others. */
const readAs = list(z.object({ asked: text, read: text }))

const answered = {
  id: text,
  query: text,
  answeredAt: text,
  readAs: readAs.exactOptional(),
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
export const answer = z.union([
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
]) satisfies z.ZodType<Answer>

/** How an answer came about. */
export const provenance = z.object({
  answer: text,
  query: text,
  principal: text,
  answeredAt: text,
  policy: z.object({ name: text, sha256: text }),
  candidates: list(
    z.object({
      passage: text,
      page: text,
      title: text,
      heading: list(text),
      score: z.number(),
      parts: z.record(text, z.number()).readonly(),
      used: z.boolean(),
      because: text,
    }),
  ),
  citations: list(citation),
  findings: list(finding),
})

/** What a search found. */
export const searchResult = z.object({
  query: text,
  searchedAt: text,
  readAs: readAs.exactOptional(),
  hits: list(
    z.object({
      citation,
      unusable: list(span),
      copies: list(text),
      score: z.number(),
      parts: z.record(text, z.number()).readonly(),
    }),
  ),
}) satisfies z.ZodType<SearchResult>
