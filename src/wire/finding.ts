import { z } from 'zod'
import { unknownReasons } from '../domain/finding.ts'
import {
  change,
  evidence,
  genre,
  kind,
  list,
  listing,
  suggestion,
  text,
  textOrNull,
} from './basics.ts'

/** One claim judged against the surveys, in the shape that `plumbline check --format json` prints. */
export const finding = z.object({
  id: text,
  kind,
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
  since: change.nullable(),
  suggestion: suggestion.nullable(),
})

/** Some of them. */
export const findingList = listing(finding)
