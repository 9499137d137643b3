import type { AuditFault, AuditReport } from '../domain/audit.ts'
import { linksOf } from '../store/audit-chain.ts'
import { type Checkpoint, checkpointIn, originOf } from '../verdicts/checkpoint.ts'
import type { PublicKey } from '../verdicts/keys.ts'
import { checkpointEvery } from './audit-log.ts'

/** A log as it was found, and what was kept beside it. */
export interface FoundLog {
  readonly rows: Iterable<unknown>
  /** Signed notes, each with the place it was found at, in words. */
  readonly notes: readonly { readonly note: string; readonly from: string }[]
  readonly keys: readonly PublicKey[]
}

interface Claimed extends Checkpoint {
  readonly from: string
}

/** Holds a log to its own hashes and to every checkpoint that was signed of it; tells the first entry that is not sound. */
export function checkAudit({ rows, notes, keys }: FoundLog): AuditReport {
  const { claims, unproven } = claimsOf(notes, keys)
  const walk = walkThrough(rows, claims)
  const faults = [...unproven, ...walk.faults, ...missingEnd(walk, claims)]
  const fault = faults.toSorted((a, b) => a.entry - b.entry)[0] ?? null
  return {
    entries: walk.entries,
    checkpoints: walk.fitting,
    vouchedTo: walk.vouchedTo,
    fault: fault ?? unvouched(walk),
  }
}

function claimsOf(notes: FoundLog['notes'], keys: readonly PublicKey[]) {
  const claims: Claimed[] = []
  const unproven: AuditFault[] = []
  for (const { note, from } of notes) {
    const checkpoint = checkpointIn(note, keys)
    if (checkpoint) claims.push({ ...checkpoint, from })
    else
      unproven.push({
        entry: Number(/\n(\d{1,15})\n/.exec(note)?.[1] ?? 0),
        is: 'unproven',
        message: `a checkpoint in ${from} is damaged, or was signed by a key that is not ours`,
      })
  }
  return { claims, unproven }
}

interface Walk {
  readonly entries: number
  readonly fitting: number
  readonly vouchedTo: number
  readonly faults: readonly AuditFault[]
}

function walkThrough(rows: Iterable<unknown>, claims: readonly Claimed[]): Walk {
  const bySize = new Map<number, Claimed[]>()
  for (const claim of claims) bySize.set(claim.size, [...(bySize.get(claim.size) ?? []), claim])
  const faults: AuditFault[] = []
  const links = linksOf(rows)
  let [entries, fitting, vouchedTo, origin] = [0, 0, 0, '']
  for (let step = links.next(); ; step = links.next()) {
    if (step.done) {
      if (step.value) faults.push(step.value)
      return { entries, fitting, vouchedTo, faults }
    }
    const { entry, hash } = step.value
    entries = entry
    if (entry === 1) origin = originOf(hash)
    const own = bySize.get(entry) ?? []
    const fits = ({ root, origin: of }: Claimed): boolean => root === hash && of === origin
    if (own.some(fits)) fitting += 1
    for (const claim of own) {
      if (fits(claim)) vouchedTo = entry
      else faults.push({ entry: vouchedTo + 1, is: 'rewritten', message: rewritten(claim, origin) })
    }
  }
}

const rewritten = ({ origin, size, from }: Claimed, known: string): string =>
  origin === known
    ? `it or one after it was rewritten: the checkpoint of entry ${size} in ${from} was signed over another text`
    : `the log was begun anew: the checkpoint of entry ${size} in ${from} is of ${origin}, and this is ${known}`

/** What was signed was there: a log that ends before it was cut. */
function missingEnd(walk: Walk, claims: readonly Claimed[]): readonly AuditFault[] {
  if (walk.faults.some(({ entry }) => entry > walk.entries)) return []
  const longest = claims.toSorted((a, b) => b.size - a.size)[0]
  return longest && longest.size > walk.entries
    ? [
        {
          entry: walk.entries + 1,
          is: 'cut',
          message: `it is not there, nor is any after it: the checkpoint of entry ${longest.size} in ${longest.from} was signed when they were`,
        },
      ]
    : []
}

/** Plumbline signs more often than this: whoever rewrote the log may have left checkpoints out. */
const unvouched = ({ entries, vouchedTo }: Walk): AuditFault | null =>
  entries - vouchedTo > 2 * checkpointEvery.entries
    ? {
        entry: vouchedTo + 1,
        is: 'unproven',
        message: `no checkpoint vouches for it: Plumbline signs one every ${checkpointEvery.entries} entries, and ${entries - vouchedTo} have none`,
      }
    : null
