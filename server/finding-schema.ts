import type { z } from 'zod'
import type { Finding } from '../src/domain/finding.ts'
import type { finding } from '../src/wire/finding.ts'

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
