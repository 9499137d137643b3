import { z } from 'zod'
import type { Impacts } from '../domain/impact.ts'
import { evidence, kind, list, suggestion, text, textOrNull } from './basics.ts'
import { citedPage } from './citation.ts'

/** What a change makes false on pages that do not live in its repository. */
export const impacts = z.object({
  repository: text,
  surveyedCommit: text,
  unknown: textOrNull,
  impacts: list(
    z.object({
      finding: text,
      status: z.enum(['contradicted', 'moved']),
      kind,
      subject: text,
      claimed: textOrNull,
      now: z.object({ value: textOrNull, evidence: list(evidence) }),
      after: textOrNull,
      because: text,
      page: citedPage,
      heading: list(text),
      quote: text,
      line: z.number(),
      suggestion: suggestion.nullable(),
    }),
  ),
  sources: list(
    z.object({
      source: text,
      pages: z.number(),
      claims: z.number(),
      owners: list(text),
      unowned: z.number(),
    }),
  ),
}) satisfies z.ZodType<Impacts>
