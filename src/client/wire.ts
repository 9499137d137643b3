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

/** Any text. */
export const text = z.string()
/** Any text, or null where it is not known. */
export const textOrNull = z.string().nullable()
/** A list that may be read only. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
/** A half-open range of UTF-16 offsets. */
export const span = z.tuple([z.number(), z.number()]).readonly()
const decision = z.enum(decisions)

/** A spot a reader can open. */
export const evidence = z.discriminatedUnion('in', [
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

/** The change that made something what it is. */
export const change = z
  .object({
    commit: textOrNull,
    version: textOrNull,
    date: textOrNull,
    author: textOrNull,
    subject: textOrNull,
  })
  .nullable()

/** An edit of one line that would mend the page. */
export const suggestion = z.object({ line: z.number(), old: text, new: text }).nullable()

const contradiction = z.object({
  finding: text,
  kind: z.enum(claimKinds),
  status: z.enum(['contradicted', 'moved']),
  subject: text,
  claimed: textOrNull,
  actual: textOrNull,
  because: text,
  evidence: list(evidence),
  since: change,
  suggestion,
}) satisfies z.ZodType<Contradiction>

const count = z.number().nullable()

/** A passage as it is cited. */
export const citation = z.object({
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

/** Why a verdict is as it is. */
export const reason = z.object({
  code: text,
  decision,
  message: text,
  citation: text.exactOptional(),
  finding: text.exactOptional(),
  statement: z.number().exactOptional(),
  action: z.number().exactOptional(),
  rule: text.exactOptional(),
  people: z.object({ approvers: z.number(), senior: z.number() }).exactOptional(),
  evidence: list(evidence).exactOptional(),
})

/** Where a receipt is. */
export const receiptLink = z.object({ id: text, url: text, expiresAt: text })

const readAs = list(z.object({ asked: text, read: text }))

const answered = {
  id: text,
  query: text,
  answeredAt: text,
  readAs: readAs.exactOptional(),
  citations: list(citation),
  withheld: list(z.object({ citation: citation.omit({ quote: true }), reasons: list(reason) })),
  receipt: receiptLink,
}

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
