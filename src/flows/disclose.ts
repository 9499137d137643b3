import type { Contradiction } from '../domain/citation.ts'
import type { Evidence, Finding, Judgement } from '../domain/finding.ts'
import { type Access, mayRead, type Principal } from '../domain/principal.ts'

/** Who is told, and who may be told of a repository's code. */
export interface DisclosingDesk {
  readonly reader: Principal
  accessOf(repository: string): Access
}

const mayReadCode = ({ repositories }: Finding, { reader, accessOf }: DisclosingDesk): boolean =>
  repositories.every((repository) => mayRead(reader, accessOf(repository)))

/** What code says against a claim; without access to the repository a reader learns that and of what kind, not the code. */
export function contradictionOf(finding: Finding, desk: DisclosingDesk): Contradiction[] {
  const { judgement, claim, id } = finding
  if (judgement.status !== 'contradicted' && judgement.status !== 'moved') return []
  const told = {
    finding: id,
    kind: claim.kind,
    status: judgement.status,
    subject: claim.subject,
    claimed: claim.value,
  }
  if (!mayReadCode(finding, desk))
    return [
      {
        ...told,
        actual: null,
        because: `code that you may not read ${judgement.status === 'moved' ? 'has another name for' : 'contradicts'} what the page says of ${claim.subject}`,
        evidence: [],
        since: null,
        suggestion: null,
      },
    ]
  const { actual, because, evidence, since } = judgement
  return [{ ...told, actual, because, evidence, since, suggestion: finding.suggestion }]
}

/** A finding as a reader of its page may see it: without access to its repositories, its state and kind alone. */
export function findingFor(finding: Finding, desk: DisclosingDesk): Finding {
  return mayReadCode(finding, desk)
    ? finding
    : { ...finding, suggestion: null, judgement: withoutCode(finding, desk) }
}

function withoutCode(finding: Finding, desk: DisclosingDesk): Judgement {
  const { judgement, claim } = finding
  switch (judgement.status) {
    case 'holds':
      return { status: 'holds', evidence: [] }
    case 'unknown': {
      const { reason, evidence = [] } = judgement
      const because = `${claim.subject} could not be judged`
      return { status: 'unknown', reason, because, evidence: evidence.filter(isOfPage) }
    }
    default: {
      const { status } = judgement
      const because = contradictionOf(finding, desk)[0]?.because ?? ''
      return { status, because, actual: null, evidence: [], since: null, correction: null }
    }
  }
}

const isOfPage = (evidence: Evidence): boolean => evidence.in === 'page'
