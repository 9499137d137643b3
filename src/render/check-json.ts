import type { NewFindings } from '../domain/baseline.ts'
import type { BesideChange } from '../domain/beside-change.ts'
import type { ChangeFindings } from '../domain/change-check.ts'
import { type CheckResult, type ClaimCounts, countClaims } from '../domain/check-result.ts'
import type { ClaimKind } from '../domain/claim.ts'
import { type Finding, isWrong } from '../domain/finding.ts'
import { elsewhereAsJson } from './elsewhere.ts'

/** What is told of a change beside what it makes. */
export interface ChangeShown extends Pick<ChangeFindings, 'repaired'> {
  readonly base: string
  /** How all claims fare after it. */
  readonly claims: ClaimCounts
  /** What else it does. */
  readonly beside?: BesideChange
}

/** What a result in JSON shows. */
export interface JsonOptions {
  /** Every claim, not only what is contradicted or moved. */
  readonly claims: boolean
  readonly baseline?: NewFindings['baseline'] | null
  /** Where only what a change makes is shown: where it begins, and what it repairs. */
  readonly change?: ChangeShown | null
}

/** What their claims belong to is a place, no owner of a name. */
const paths: ReadonlySet<ClaimKind> = new Set(['file-path', 'link', 'code-host-link'])

/** The result of a check as DESIGN section 9.1 has it: the same input gives the same bytes. */
export function checkAsJson(
  result: CheckResult,
  { claims, baseline, change }: JsonOptions,
): string {
  const shown = result.findings.filter((finding) => claims || isWrong(finding))
  const pages = new Map(result.pages.map((page) => [page.id, page]))
  return `${JSON.stringify(
    {
      version: 1,
      pages: result.pages.length,
      unread: result.unread,
      repositories: result.repositories,
      claims: change?.claims ?? countClaims(result.findings),
      ...(baseline ? { baseline } : {}),
      ...(change
        ? {
            since: change.base,
            repaired: change.repaired.map(({ finding, path }) => findingAsJson(finding, path)),
            ...besideAsJson(change.beside),
          }
        : {}),
      findings: shown.map((finding) => findingAsJson(finding, pages.get(finding.claim.page)?.path)),
    },
    null,
    2,
  )}\n`
}

const besideAsJson = (beside: BesideChange | undefined) =>
  beside && {
    risk: beside.risk,
    ...(beside.elsewhere && { elsewhere: elsewhereAsJson(beside.elsewhere) }),
  }

/** One finding in its public shape. */
export function findingAsJson({ id, claim, judgement, genre, suggestion }: Finding, path?: string) {
  const judged =
    judgement.status === 'contradicted' || judgement.status === 'moved' ? judgement : null
  return {
    id,
    kind: claim.kind,
    status: judgement.status,
    subject:
      claim.owner && !paths.has(claim.kind) ? `${claim.owner}.${claim.subject}` : claim.subject,
    /** As the page writes it. */
    token: claim.token,
    claimed: claim.value,
    actual: judged?.actual ?? (judgement.status === 'holds' ? (judgement.actual ?? null) : null),
    page: {
      id: claim.page,
      path: path ?? null,
      line: claim.line,
      endLine: claim.endLine,
      column: claim.column,
      heading: claim.heading,
      quote: claim.quote,
      genre,
    },
    because: judgement.status === 'holds' ? null : judgement.because,
    ...(judgement.status === 'unknown'
      ? { reason: judgement.reason, hint: judgement.hint ?? null }
      : {}),
    evidence: judgement.evidence ?? [],
    since: judged?.since ?? null,
    suggestion,
  }
}
