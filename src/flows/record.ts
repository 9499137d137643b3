import type { AuditEntry } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { ReceiptContent } from '../domain/receipt.ts'
import type { Ledger } from '../store/store.ts'
import type { SigningKey } from '../verdicts/keys.ts'
import { policyDigest } from '../verdicts/policy.ts'
import { signReceipt } from '../verdicts/receipts.ts'
import type { AdviserDesk } from './answering-desk.ts'
import { type Asked, sealedEvent } from './audit-sealed.ts'
import { findingFor } from './disclose.ts'
import { type PlacedGround, passageGrounds } from './receipt-grounds.ts'
import { receiptContent, type Sealing } from './seal.ts'
import { inTime, patience } from './within.ts'

/** What recording needs. */
type RecordingDesk = Pick<AdviserDesk, 'store' | 'key' | 'accessOf' | 'vouch' | 'policyFor'>

/** What a receipt is made of, and what the audit log is told of it. */
export interface Sealable extends Omit<Sealing, 'principal'> {
  readonly asked: Asked
  /** What it rests on beside the passages it cites. */
  readonly grounds: readonly PlacedGround[]
}

/** For whom something is recorded, and when. */
interface Recording {
  readonly now: Instant
  readonly reader: Principal
  /** Those that its policy was chosen by. */
  readonly environments: readonly string[] | null
}

/** What a receipt says, and the entry of the audit log that tells of it. */
interface Sealed {
  readonly content: ReceiptContent
  readonly entry: AuditEntry
}

/**
 * Writes an answer or a verification down with its receipt, its entry in the audit log and the approvals that it used up: all of it, or
 * nothing. The key is had before: an approval is not used up for a receipt that nobody can sign.
 */
export async function record<Result>(
  desk: RecordingDesk,
  of: Recording,
  work: (
    ledger: Ledger,
    seal: (sealable: Sealable) => Promise<Sealed>,
  ) => Promise<{ readonly result: Result; readonly sealed: Sealed }>,
): Promise<Result> {
  const signing = await desk.key(of.now)
  const { result, sealed } = await desk.store.atomically((ledger) => {
    const seal = (sealable: Sealable) => sealedIn(ledger, sealable, { ...of, signing }, desk)
    // Everybody else waits for it: what hangs is undone.
    return inTime(patience.keeping, 'keeping what was decided', work(ledger, seal))
  })
  await desk.vouch(sealed.entry)
  // Whoever changed the policy meanwhile recalled what stood then: this did not.
  const inForce = await desk.policyFor(of.reader, of.environments)
  if (policyDigest(inForce) !== sealed.content.policy.sha256)
    await desk.store.recalls.put(
      {
        receipt: sealed.content.id,
        at: of.now,
        because: 'policy changed: while it was being decided',
      },
      { announced: false },
    )
  return result
}

/**
 * A receipt is its holder's to read: it names the facts it rests on, and the values of those alone that the holder may see. Nothing is
 * signed that the audit log does not tell of.
 */
async function sealedIn(
  ledger: Ledger,
  { asked, grounds, ...sealing }: Sealable,
  { now, reader, signing }: Recording & { readonly signing: SigningKey },
  { accessOf }: RecordingDesk,
): Promise<Sealed> {
  const findings = sealing.findings.map((finding) => findingFor(finding, { reader, accessOf }))
  const content = receiptContent({ ...sealing, principal: reader.id, findings }, now)
  const cited = await passageGrounds(sealing.citations, ledger)
  const receipt = signReceipt(content, signing)
  const entry = await ledger.audit.append(sealedEvent(content, reader, asked))
  await ledger.receipts.put(receipt, [...cited, ...grounds])
  return { content, entry }
}
