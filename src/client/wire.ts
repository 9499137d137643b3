import { z } from 'zod'
import type { Answer } from '../domain/answer.ts'
import { supports } from '../domain/answer.ts'
import type { Citation, Contradiction } from '../domain/citation.ts'
import { claimKinds } from '../domain/claim.ts'
import { freshnessStates } from '../domain/freshness.ts'
import { genres } from '../domain/page.ts'
import type { SearchResult } from '../domain/requests.ts'
import { supportReasonCodes } from '../domain/support-reason.ts'
import { decisions } from '../domain/verdict.ts'

// What a server says is taken only as far as it has this shape; what it says beside is dropped, so that nothing that a
// newer server or somebody in between adds is handed on unread.

const text = z.string()
const textOrNull = z.string().nullable()
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
const span = z.tuple([z.number(), z.number()]).readonly()
const decision = z.enum(decisions)

const evidence = z.discriminatedUnion('in', [
  z.object({
    in: z.literal('code'),
    repository: text,
    commit: text,
    path: text,
    line: z.number(),
    quote: text,
  }),
  z.object({ in: z.literal('page'), page: text, revision: text, line: z.number(), quote: text }),
])

const contradiction = z.object({
  finding: text,
  kind: z.enum(claimKinds),
  status: z.enum(['contradicted', 'moved']),
  subject: text,
  claimed: textOrNull,
  actual: textOrNull,
  because: text,
  evidence: list(evidence),
  since: z
    .object({
      commit: textOrNull,
      version: textOrNull,
      date: textOrNull,
      author: textOrNull,
      subject: textOrNull,
    })
    .nullable(),
  suggestion: z.object({ line: z.number(), old: text, new: text }).nullable(),
}) satisfies z.ZodType<Contradiction>

const count = z.number().nullable()

const citation = z.object({
  id: text,
  page: z.object({
    id: text,
    title: text,
    url: textOrNull,
    source: text,
    owner: textOrNull,
    genre: z.enum(genres),
  }),
  passage: text,
  heading: list(text),
  quote: text,
  span,
  revision: text,
  sha256: text,
  age: z.object({
    contentDays: count,
    sectionDays: count,
    reviewedDays: count,
    copySeconds: count,
    copyOutdated: count,
    commitsBehind: count,
  }),
  freshness: z.object({
    state: z.enum(freshnessStates),
    because: list(text),
    basis: z.record(text, z.enum(['claimed', 'observed', 'git'])).readonly(),
  }),
  claims: z.object({
    holds: z.number(),
    contradicted: z.number(),
    moved: z.number(),
    unknown: z.number(),
  }),
  contradictions: list(contradiction),
  judgedBy: list(z.object({ repository: text, commit: text, surveyedAt: text })),
}) satisfies z.ZodType<Citation>

const reason = z.object({
  code: text,
  decision,
  message: text,
  citation: text.exactOptional(),
  finding: text.exactOptional(),
  statement: z.number().exactOptional(),
  action: z.number().exactOptional(),
  evidence: list(evidence).exactOptional(),
})

const readAs = list(z.object({ asked: text, read: text }))

const answered = {
  id: text,
  query: text,
  answeredAt: text,
  readAs: readAs.exactOptional(),
  citations: list(citation),
  withheld: list(z.object({ citation: citation.omit({ quote: true }), reasons: list(reason) })),
  receipt: z.object({ id: text, url: text, expiresAt: text }),
}

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

const composition = z.object({
  by: text,
  is: z.enum(['composed', 'quoted']),
  because: textOrNull,
  dropped: z.number(),
})

/** An answer; where it is blocked, nothing but what a blocked one has is taken over. */
export const answerOnWire = z.union([
  z.object({
    ...answered,
    verdict: z.object({
      decision: decision.exclude(['block']),
      reasons: list(reason),
    }),
    text,
    statements: list(statement),
    composition: composition.exactOptional(),
  }),
  z.object({
    ...answered,
    verdict: z.object({ decision: z.literal('block'), reasons: list(reason) }),
    unblock: list(text),
  }),
]) satisfies z.ZodType<Answer>

/** What a search found. */
export const searchResultOnWire = z.object({
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

/** A problem document (RFC 9457) as far as it is used; whatever else may have answered has none of it. */
export const problemOnWire = z.object({
  detail: text.optional(),
  code: text.optional(),
  next: text.optional(),
  requestId: text.optional(),
})
