import type { Audit } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Access, Principal } from '../domain/principal.ts'
import type { DenseLeg } from '../domain/search.ts'
import { wearOf } from '../freshness/freshness.ts'
import type { AgeLimits } from '../freshness/limits.ts'
import type { Store } from '../store/store.ts'
import type { WhoIs } from '../verdicts/approvals.ts'
import type { Attestor } from '../verdicts/attestations.ts'
import type { SigningKey } from '../verdicts/keys.ts'
import { type Policy, policyDigest } from '../verdicts/policy.ts'
import { signReceipt } from '../verdicts/receipts.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { type Asked, sealedEvent } from './audit-sealed.ts'
import type { Composing } from './compose-answer.ts'
import { findingFor } from './disclose.ts'
import type { Repositories } from './open-repositories.ts'
import { readableFindings } from './readable-findings.ts'
import { type PlacedGround, passageGrounds } from './receipt-grounds.ts'
import { receiptContent, type Sealing } from './seal.ts'

/** What advising needs from the rest of Plumbline. */
export interface AdviserDesk {
  readonly store: Store
  readonly repositories: Repositories
  readonly dense: DenseLeg
  readonly copyLimitSeconds: number
  readonly composing?: Composing | undefined
  readonly audit: Audit
  /** Whose signed statements about tests and rehearsals count. */
  readonly attestors: readonly Attestor[]
  /** The key that signs now. Faults: `receipt.key-missing`, `receipt.key-exposed`. */
  key(now: Instant): Promise<SigningKey>
  /** Milliseconds that a model may take, beside what judging may. */
  readonly modelPatience: number
  readonly approvalHours: number
  readonly reviewing: { readonly share: number }
  /** Who is who by the configuration of today. */
  readonly whoIs: WhoIs
  ageLimitsOf(source: string): AgeLimits
  /**
   * The policy that this principal is judged by, in environments that the server made out; null where it could not, and then
   * the strictest. What a request says of itself does not count.
   */
  policyFor(principal: Principal, environments: readonly string[] | null): Promise<Policy>
  now(): Instant
  accessOf(repository: string): Access
}

/** What one reader is answered from, now. */
export async function deskFor(
  reader: Principal,
  environments: readonly string[] | null,
  now: Instant,
  { store, dense, accessOf, copyLimitSeconds, ageLimitsOf, composing, policyFor }: AdviserDesk,
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

/** What sealing needs. */
export type SealingDesk = Pick<AdviserDesk, 'store' | 'key' | 'accessOf' | 'audit' | 'policyFor'>

/**
 * A receipt is its holder's to read: it names the facts it rests on, and the values of those alone that the holder may see. The
 * audit log is written first: nothing is signed that it does not tell of.
 */
export async function seal(
  { store, key, accessOf, audit, policyFor }: SealingDesk,
  now: Instant,
  reader: Principal,
  {
    asked,
    grounds,
    environments = null,
    ...sealing
  }: Omit<Sealing, 'principal'> & {
    readonly asked: Asked
    /** What it rests on beside the passages it cites. */
    readonly grounds: readonly PlacedGround[]
    /** Those that its policy was chosen by. */
    readonly environments?: readonly string[] | null
  },
) {
  const signing = await key(now)
  const findings = sealing.findings.map((finding) => findingFor(finding, { reader, accessOf }))
  const content = receiptContent({ ...sealing, principal: reader.id, findings }, now)
  const cited = await passageGrounds(sealing.citations, store)
  const receipt = signReceipt(content, signing)
  await audit(sealedEvent(content, reader, asked))
  await store.receipts.put(receipt, [...cited, ...grounds])
  // Whoever changed the policy meanwhile recalled what stood then: this did not.
  if (policyDigest(await policyFor(reader, environments)) !== content.policy.sha256)
    await store.recalls.put(
      { receipt: content.id, at: now, because: 'policy changed: while it was being decided' },
      { announced: false },
    )
  return content
}
