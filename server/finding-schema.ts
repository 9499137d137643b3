import { z } from 'zod'
import { type Finding, unknownReasons } from '../src/domain/finding.ts'
import {
  change,
  evidence,
  genre,
  kind,
  list,
  named,
  suggestion,
  text,
  textOrNull,
} from './schema.ts'

/** One claim judged against the surveys, in the shape that `plumbline check --format json` prints. */
export const finding = z
  .object({
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
  .register(named, { id: 'Finding' })

/** A finding as it goes over the wire. */
export function wireFinding({ claim, judgement, ...found }: Finding): z.input<typeof finding> {
  return {
    id: found.id,
    kind: claim.kind,
    status: found.status,
    subject: claim.subject,
    claimed: claim.value,
    page: {
      id: claim.page,
      line: claim.line,
      endLine: claim.endLine,
      column: claim.column,
      heading: claim.heading,
      quote: claim.quote,
      genre: found.genre,
    },
    repositories: found.repositories,
    suggestion: found.suggestion,
    ...judged(judgement),
  }
}

type Judged = Pick<
  z.input<typeof finding>,
  'actual' | 'because' | 'reason' | 'hint' | 'evidence' | 'since'
>

function judged(judgement: Finding['judgement']): Judged {
  const nothing = { actual: null, because: null, reason: null, hint: null, since: null }
  switch (judgement.status) {
    case 'holds':
      return { ...nothing, actual: judgement.actual ?? null, evidence: judgement.evidence }
    case 'unknown': {
      const { reason, because, hint = null, evidence = [] } = judgement
      return { ...nothing, reason, because, hint, evidence }
    }
    default: {
      const { actual, because, evidence, since } = judgement
      return { ...nothing, actual, because, evidence, since }
    }
  }
}
