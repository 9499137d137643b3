import { z } from 'zod'
import { type Claim, claimKinds } from '../../domain/claim.ts'
import {
  type Evidence,
  type Finding,
  type Judgement,
  type Suggestion,
  unknownReasons,
} from '../../domain/finding.ts'
import { genres } from '../../domain/page.ts'
import type { Change } from '../../domain/repository.ts'
import { spanSchema } from './passage.ts'

export const statusSchema = z.enum(['holds', 'contradicted', 'moved', 'unknown'])
export const kindSchema = z.enum(claimKinds)

export const evidenceSchema: z.ZodType<Evidence> = z.discriminatedUnion('in', [
  z.looseObject({
    in: z.literal('code'),
    repository: z.string(),
    commit: z.string(),
    path: z.string(),
    line: z.number(),
    quote: z.string(),
  }),
  z.looseObject({
    in: z.literal('page'),
    page: z.string(),
    revision: z.string(),
    line: z.number(),
    quote: z.string(),
  }),
])

export const changeSchema: z.ZodType<Change> = z.looseObject({
  commit: z.string().nullable(),
  version: z.string().nullable(),
  date: z.string().nullable(),
  author: z.string().nullable(),
  subject: z.string().nullable(),
})

export const suggestionSchema: z.ZodType<Suggestion> = z.looseObject({
  line: z.number(),
  old: z.string(),
  new: z.string(),
})

const judgementSchema: z.ZodType<Judgement> = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('holds'),
    evidence: z.array(evidenceSchema),
    actual: z.string().exactOptional(),
  }),
  z.looseObject({
    status: z.enum(['contradicted', 'moved']),
    because: z.string(),
    actual: z.string().nullable(),
    evidence: z.array(evidenceSchema),
    since: changeSchema.nullable(),
    correction: z.string().nullable(),
  }),
  z.looseObject({
    status: z.literal('unknown'),
    reason: z.enum(unknownReasons),
    because: z.string(),
    hint: z.string().exactOptional(),
    evidence: z.array(evidenceSchema).exactOptional(),
  }),
])

const claimSchema: z.ZodType<Claim> = z.looseObject({
  kind: kindSchema,
  subject: z.string(),
  owner: z.string().nullable(),
  value: z.string().nullable(),
  mood: z.enum([
    'asserted',
    'negated',
    'conditional',
    'planned',
    'recorded',
    'example',
    'created-by-reader',
    'other-project',
  ]),
  page: z.string(),
  passage: z.string(),
  span: spanSchema,
  line: z.number(),
  endLine: z.number(),
  column: z.number(),
  heading: z.array(z.string()),
  quote: z.string(),
  token: z.string(),
  context: z.array(z.string()),
})

export const findingSchema: z.ZodType<Finding> = z.looseObject({
  id: z.string(),
  claim: claimSchema,
  status: statusSchema,
  judgement: judgementSchema,
  genre: z.enum(genres),
  repositories: z.array(z.string()),
  suggestion: suggestionSchema.nullable(),
})
