import type { Instant } from '../domain/instant.ts'
import type { Access, Principal } from '../domain/principal.ts'
import type { DenseLeg } from '../domain/search.ts'
import { wearOf } from '../freshness/freshness.ts'
import type { AgeLimits } from '../freshness/limits.ts'
import type { Store } from '../store/store.ts'
import type { WhoIs } from '../verdicts/approvals.ts'
import type { Attestor } from '../verdicts/attestations.ts'
import type { SigningKey } from '../verdicts/keys.ts'
import type { Policy } from '../verdicts/policy.ts'
import type { AnsweringDesk } from './answer-query.ts'
import type { AuditLog } from './audit-log.ts'
import type { Composing } from './compose-answer.ts'
import type { Repositories } from './open-repositories.ts'
import { readableFindings } from './readable-findings.ts'

/** What judging needs of an opened Plumbline: it reads, and writes nothing. */
export interface JudgingDesk {
  readonly store: Store
  readonly repositories: Repositories
  readonly dense: DenseLeg
  readonly copyLimitSeconds: number
  readonly composing?: Composing | undefined
  /** Whose signed statements about tests and rehearsals count. */
  readonly attestors: readonly Attestor[]
  ageLimitsOf(source: string): AgeLimits
  /**
   * The policy that this principal is judged by, in environments that the server made out; null where it could not, and then
   * the strictest. What a request says of itself does not count.
   */
  policyFor(principal: Principal, environments: readonly string[] | null): Promise<Policy>
  accessOf(repository: string): Access
}

/** What advising needs beside it, to keep what was decided. */
export interface AdviserDesk extends JudgingDesk {
  /** Signs for an entry of the audit log that was written with what it tells of, where that is due. */
  readonly vouch: AuditLog['vouch']
  /** The key that signs now. Faults: `receipt.key-missing`, `receipt.key-exposed`. */
  key(now: Instant): Promise<SigningKey>
  /** Milliseconds that a model may take, beside what judging may. */
  readonly modelPatience: number
  readonly approvalHours: number
  readonly reviewing: { readonly share: number }
  /** Who is who by the configuration of today. */
  readonly whoIs: WhoIs
  now(): Instant
}

/** What one reader is answered from, now. */
export async function deskFor(
  reader: Principal,
  environments: readonly string[] | null,
  now: Instant,
  { store, dense, accessOf, copyLimitSeconds, ageLimitsOf, composing, policyFor }: JudgingDesk,
): Promise<AnsweringDesk> {
  const surveys = await store.surveys.list()
  const findingsOf: AnsweringDesk['findingsOf'] = async (passages) =>
    readableFindings(await store.findings.byPassages(passages), reader, store)
  return {
    reader,
    now,
    policy: await policyFor(reader, environments),
    copyLimitSeconds,
    ageLimitsOf,
    accessOf,
    composing,
    surveyedAt: (repository, commit) =>
      surveys.find((one) => one.repository === repository && one.commit === commit)?.surveyedAt ??
      null,
    search: store.passages,
    dense,
    wearOf: ({ page, passage }) => {
      const { times, visits, genre, source } = page
      const aged = { times, visits, genre, sectionChanged: passage.changed }
      return wearOf({ ...aged, limits: ageLimitsOf(source) }, now)
    },
    findingsOf,
    contradictedAmong: async (passages) => {
      const against = (await findingsOf(passages)).filter(({ status }) => status === 'contradicted')
      return new Set(against.map(({ claim }) => claim.passage))
    },
    assessmentsOf: (pages) => store.assessments.getMany(pages),
  }
}
