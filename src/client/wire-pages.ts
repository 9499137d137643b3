import { z } from 'zod'
import { claimKinds } from '../domain/claim.ts'
import { unknownReasons } from '../domain/finding.ts'
import { genres } from '../domain/page.ts'
import { change, citation, evidence, list, span, suggestion, text, textOrNull } from './wire.ts'

const genre = z.enum(genres)
const dated = z.object({ at: text, basis: z.enum(['claimed', 'observed', 'git']) }).nullable()

/** What a page claims, judged against code, as `plumbline check --format json` prints it too. */
export const findingOnWire = z.object({
  id: text,
  kind: z.enum(claimKinds),
  status: z.enum(['holds', 'contradicted', 'moved', 'unknown']),
  subject: text,
  claimed: textOrNull,
  actual: textOrNull,
  page: z.object({
    id: text,
    line: z.number(),
    endLine: z.number(),
    column: z.number(),
    heading: list(text),
    quote: text,
    genre,
  }),
  repositories: list(text),
  because: textOrNull,
  reason: z.enum(unknownReasons).nullable(),
  hint: textOrNull,
  evidence: list(evidence),
  since: change,
  suggestion,
})

const page = z.object({
  id: text,
  source: text,
  path: text,
  url: textOrNull,
  title: text,
  owner: textOrNull,
  about: list(text),
  home: z.object({ repository: text, path: text }).nullable(),
  genre,
  revision: text,
  sha256: text,
  times: z.object({
    created: dated,
    modified: dated,
    contentChanged: dated,
    reviewed: dated,
    reviewBy: dated,
    confirmed: dated,
    fetched: dated,
    firstSeen: dated,
    gone: dated,
  }),
  supersededBy: textOrNull,
  flags: list(
    z.object({
      kind: z.enum(['hidden-text', 'invisible-characters', 'addressed-to-agents']),
      line: z.number(),
      excerpt: text,
    }),
  ),
  problems: list(text),
})

/** A page with its passages and the findings on its claims. */
export const pageViewOnWire = z.object({
  page: page.extend({ text }),
  passages: list(
    z.object({
      id: text,
      position: z.number(),
      heading: list(text),
      anchor: textOrNull,
      span,
      line: z.number(),
      endLine: z.number(),
      text,
      sha256: text,
      changed: dated,
    }),
  ),
  findings: list(findingOnWire),
})

const listing = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: list(item), next: textOrNull })

/** The part of all pages that was asked for. */
export const pagesOnWire = listing(page)
/** The part of all findings that was asked for. */
export const findingsOnWire = listing(findingOnWire)

/** How an answer came about. */
export const provenanceOnWire = z.object({
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
  findings: list(findingOnWire),
})

export type FoundPages = z.infer<typeof pagesOnWire>
export type FoundPage = z.infer<typeof pageViewOnWire>
export type FoundFinding = z.infer<typeof findingOnWire>
export type FoundFindings = z.infer<typeof findingsOnWire>
export type AnswerProvenance = z.infer<typeof provenanceOnWire>

/** Which part of a longer list is asked for: `cursor` is the `next` of the part before. */
interface Part {
  readonly cursor?: string
  readonly limit?: number
}
export interface PageFilter extends Part {
  readonly source?: string
}
export interface FindingFilter extends Part {
  readonly page?: string
  readonly status?: FoundFinding['status']
  readonly kind?: FoundFinding['kind']
}
