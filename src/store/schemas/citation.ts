import { z } from 'zod'
import type { WithheldCitation } from '../../domain/answer.ts'
import type { Citation, Contradiction } from '../../domain/citation.ts'
import { freshnessStates } from '../../domain/freshness.ts'
import { genres } from '../../domain/page.ts'
import { changeSchema, evidenceSchema, kindSchema, suggestionSchema } from './finding.ts'
import { spanSchema } from './passage.ts'

const contradictionSchema: z.ZodType<Contradiction> = z.looseObject({
  finding: z.string(),
  kind: kindSchema,
  status: z.enum(['contradicted', 'moved']),
  subject: z.string(),
  claimed: z.string().nullable(),
  actual: z.string().nullable(),
  because: z.string(),
  evidence: z.array(evidenceSchema),
  since: changeSchema.nullable(),
  suggestion: suggestionSchema.nullable(),
})

const ageSchema = z.looseObject({
  contentDays: z.number().nullable(),
  sectionDays: z.number().nullable(),
  reviewedDays: z.number().nullable(),
  copySeconds: z.number().nullable(),
  copyOutdated: z.number().nullable(),
  commitsBehind: z.number().nullable(),
})

const freshnessSchema = z.looseObject({
  state: z.enum(freshnessStates),
  because: z.array(z.string()),
  basis: z.record(z.string(), z.enum(['claimed', 'observed', 'git'])),
})

const citation = z.looseObject({
  id: z.string(),
  page: z.looseObject({
    id: z.string(),
    title: z.string(),
    url: z.string().nullable(),
    source: z.string(),
    owner: z.string().nullable(),
    genre: z.enum(genres),
  }),
  passage: z.string(),
  heading: z.array(z.string()),
  quote: z.string(),
  span: spanSchema,
  taken: z.array(z.looseObject({ span: spanSchema, sha256: z.string() })).exactOptional(),
  revision: z.string(),
  sha256: z.string(),
  age: ageSchema,
  freshness: freshnessSchema,
  claims: z.looseObject({
    holds: z.number(),
    contradicted: z.number(),
    moved: z.number(),
    unknown: z.number(),
  }),
  contradictions: z.array(contradictionSchema),
  judgedBy: z.array(
    z.looseObject({ repository: z.string(), commit: z.string(), surveyedAt: z.string() }),
  ),
})

export const citationSchema: z.ZodType<Citation> = citation
/** What was set aside is kept without its words. */
export const withheldCitationSchema: z.ZodType<WithheldCitation> = citation.omit({ quote: true })
