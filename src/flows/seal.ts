import { randomBytes, randomUUID } from 'node:crypto'
import { addSeconds } from 'date-fns/addSeconds'
import { checks } from '../checks/index.ts'
import type { ReceiptLink, WithheldCitation } from '../domain/answer.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type {
  ReceiptApproval,
  ReceiptContent,
  ReceiptMode,
  RestsOnFact,
} from '../domain/receipt.ts'
import type { Verdict } from '../domain/verdict.ts'
import { sha256Of } from '../values/digests.ts'
import { redact } from '../values/secrets.ts'
import { type Policy, policyDigest } from '../verdicts/policy.ts'

/** What a receipt says of one answer or verification. */
export interface Sealing {
  readonly about: ReceiptContent['about']
  readonly aboutId: string
  readonly principal: string
  readonly verdict: Verdict
  /** Texts whose digests the receipt binds: the query, the answer, the action. */
  readonly subjects: Readonly<Record<string, string>>
  readonly citations: readonly WithheldCitation[]
  readonly findings: readonly Finding[]
  /** The policy that it was decided by. */
  readonly policy: Policy
  /** `report` where it only tells what would have been decided: it allows nothing. */
  readonly mode: ReceiptMode
  /** Who the action runs as; nobody where none was judged. */
  readonly executor?: ReceiptContent['executor']
  readonly environment?: string | null
  /** What people approved of this very action. */
  readonly approvals?: readonly ReceiptApproval[]
}

/** How long a receipt may be relied on, in seconds. */
export const receiptLifetime = 60 * 60

export const newId = (prefix: 'ans' | 'ver' | 'rcp' | 'apr'): string =>
  `${prefix}_${randomUUID().replaceAll('-', '')}`

/** The content of a receipt: what was decided, on which passages and facts, until when. */
export function receiptContent(sealing: Sealing, now: Instant): ReceiptContent {
  const { about, aboutId, principal, verdict, citations, findings, policy } = sealing
  return {
    id: newId('rcp'),
    about,
    aboutId,
    principal,
    issuedAt: now,
    expiresAt: addSeconds(now, receiptLifetime).toISOString(),
    decision: verdict.decision,
    reasons: [...new Set(verdict.reasons.map(({ code }) => code))],
    mode: sealing.mode,
    executor: sealing.executor ?? null,
    environment: sealing.environment ?? null,
    approvals: sealing.approvals ?? [],
    policy: { name: policy.name, sha256: policyDigest(policy) },
    subjects: Object.fromEntries(
      Object.entries(sealing.subjects).map(([name, text]) => [name, digestOf(text)]),
    ),
    passages: citations.map(({ passage, revision, sha256 }) => ({ id: passage, revision, sha256 })),
    facts: factsOf(findings),
    surveys: surveysOf(citations),
    nonce: randomBytes(16).toString('hex'),
  }
}

/** An action's digest is one already; everything else is digested as UTF-8. */
const digestOf = (text: string): string =>
  /^sha256:[0-9a-f]{64}$/.test(text) ? text.slice(7) : sha256Of(text)

const surveysOf = (citations: readonly WithheldCitation[]): ReceiptContent['surveys'] => [
  ...new Map(
    citations.flatMap(({ judgedBy }) =>
      judgedBy.map(({ repository, commit }) => [repository, { repository, commit }] as const),
    ),
  ).values(),
]

/** No repository's id holds one. */
const separator = ','

/** The facts that judged claims rest on, by name: line numbers do not matter to a recall. */
const factsOf = (findings: readonly Finding[]): RestsOnFact[] => [
  ...new Map(
    findings
      .filter(({ status }) => status !== 'unknown')
      .map(({ claim, repositories, judgement }): readonly [string, RestsOnFact] => {
        const value = judgement.status === 'unknown' ? null : (judgement.actual ?? null)
        const fact = {
          repository: repositories.join(separator),
          kind: factKindOf(claim.kind),
          owner: claim.owner,
          // Of advice, it may be anything that was written there.
          subject: redact(claim.subject),
          value,
        }
        return [JSON.stringify(fact), fact]
      }),
  ).values(),
]

/** The repositories that a fact was looked for in. */
export const repositoriesOf = ({ repository }: RestsOnFact): readonly string[] =>
  repository === '' ? [] : repository.split(separator)

/** The kind of fact that a claim of this kind is first compared with. */
const factKindOf = (kind: Finding['claim']['kind']): RestsOnFact['kind'] =>
  checks.find((check) => check.kind === kind)?.against[0] ?? 'symbol'

export const linkTo = ({ id, expiresAt }: ReceiptContent): ReceiptLink => ({
  id,
  url: `/v1/receipts/${id}`,
  expiresAt,
})
