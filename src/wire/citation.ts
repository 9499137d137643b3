import { z } from 'zod'
import type { Citation, Contradiction } from '../domain/citation.ts'
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

/** A passage as it stood when it was used, with its age and what code says against it. */
export const citation = z.object({
  id: text,
  page: z.object({
    id: text,
    title: text,
    url: textOrNull,
    source: text,
    owner: textOrNull,
    genre,
  }),
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
