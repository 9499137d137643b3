import { z } from 'zod'
import type { Citation, CitedPage, Contradiction } from '../domain/citation.ts'
import { freshnessStates } from '../domain/freshness.ts'
import {
  change,
  evidence,
  genre,
  kind,
  list,
  span,
  suggestion,
  text,
  textOrNull,
} from './basics.ts'

const contradiction = z.object({
  finding: text,
  kind,
  status: z.enum(['contradicted', 'moved']),
  subject: text,
  claimed: textOrNull,
  actual: textOrNull,
  because: text,
  evidence: list(evidence),
  since: change.nullable(),
  suggestion: suggestion.nullable(),
}) satisfies z.ZodType<Contradiction>

const days = z.number().nullable()

/** A page as whoever reads of it is to know it. */
export const citedPage = z.object({
  id: text,
  title: text,
  url: textOrNull,
  source: text,
  owner: textOrNull,
  genre,
}) satisfies z.ZodType<CitedPage>

/** A passage as it stood when it was used, with its age and what code says against it. */
export const citation = z.object({
  id: text,
  page: citedPage,
  passage: text,
  heading: list(text),
  quote: text,
  span,
  revision: text,
  sha256: text,
  age: z.object({
    contentDays: days,
    sectionDays: days,
    reviewedDays: days,
    copySeconds: days,
    copyOutdated: days,
    commitsBehind: days,
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
