import { z } from 'zod'
import { claimKinds } from '../../src/domain/claim.ts'
import { unknownReasons } from '../../src/domain/finding.ts'

const count = z.number().int().nonnegative()
const line = z.number().int().positive()

const evidence = z.discriminatedUnion('in', [
  z.strictObject({
    in: z.literal('code'),
    repository: z.string(),
    commit: z.string(),
    path: z.string(),
    line,
    quote: z.string(),
  }),
  z.strictObject({
    in: z.literal('page'),
    page: z.string(),
    revision: z.string(),
    line,
    quote: z.string(),
  }),
])

const since = z.strictObject({
  commit: z.string().nullable(),
  version: z.string().nullable(),
  date: z.iso.datetime({ offset: true }).nullable(),
  author: z.string().nullable(),
  subject: z.string().nullable(),
})

const finding = z.strictObject({
  id: z.string().regex(/^fnd_/),
  kind: z.enum(claimKinds),
  status: z.enum(['holds', 'contradicted', 'moved', 'unknown']),
  subject: z.string(),
  token: z.string(),
  claimed: z.string().nullable(),
  actual: z.string().nullable(),
  page: z.strictObject({
    id: z.string(),
    path: z.string(),
    line,
    endLine: line,
    column: line,
    heading: z.array(z.string()),
    quote: z.string(),
    genre: z.enum(['reference', 'how-to', 'runbook', 'plan', 'record']),
  }),
  because: z.string().nullable(),
  reason: z.enum(unknownReasons).exactOptional(),
  hint: z.string().nullable().exactOptional(),
  evidence: z.array(evidence),
  since: since.nullable(),
  suggestion: z.strictObject({ line, old: z.string(), new: z.string() }).nullable(),
})

/** What `plumbline check --format json` prints, as the design's section 9.1 has it. */
export const checkResult = z.strictObject({
  version: z.literal(1),
  pages: count,
  unread: z.array(z.strictObject({ path: z.string(), because: z.string() })),
  repositories: z.array(
    z.strictObject({
      id: z.string(),
      commit: z.string(),
      surveys: z.record(z.string(), z.string()),
    }),
  ),
  claims: z.strictObject({
    total: count,
    holds: count,
    contradicted: count,
    moved: count,
    unknown: count,
    unknownBecause: z.record(z.string(), count),
  }),
  findings: z.array(finding),
})
