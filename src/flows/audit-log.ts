import { open } from 'node:fs/promises'
import type { Audit, AuditEntry } from '../domain/audit.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Store } from '../store/store.ts'
import { originOf, signCheckpoint } from '../verdicts/checkpoint.ts'
import type { SigningKey } from '../verdicts/keys.ts'

/** A checkpoint is signed once so many entries, or so many milliseconds, have passed since the one before. */
export const checkpointEvery = { entries: 1_000, milliseconds: 600_000 } as const

/** What keeping the log needs. */
export interface AuditDesk {
  readonly store: { readonly audit: Store['audit'] }
  /** Plain files that checkpoints are added to, beside the database and elsewhere. */
  readonly files: readonly string[]
  /** The key that signs now. */
  key(now: Instant): Promise<SigningKey>
  now(): Instant
}

/** The audit log of an opened Plumbline. */
export interface AuditLog {
  readonly audit: Audit
  /** Signs a checkpoint where one is due after an entry that was written as part of what it tells of. */
  vouch(entry: AuditEntry): Promise<void>
  /** Signs what the log is now, and writes it down in the log and in each file; null while there is nothing in the log. */
  checkpoint(): Promise<string | null>
  /** Signs the end of what was written since it was opened. */
  close(): Promise<void>
}

/** Writes events down, each before what it tells of takes effect, and signs a checkpoint from time to time. */
export function auditLog(desk: AuditDesk): AuditLog {
  const { audit: log } = desk.store
  let last: AuditEntry | null | undefined
  let newest: AuditEntry | null = null
  let signing: Promise<string | null> | null = null

  const sign = async (): Promise<string | null> => {
    const at = desk.now()
    const head = await log.last()
    const [first] = await log.list({ limit: 1 })
    if (head === null || first === undefined) return null
    const checkpoint = { origin: originOf(first.hash), size: head.seq, root: head.hash }
    const note = signCheckpoint(checkpoint, await desk.key(at))
    // A file must not speak of entries that a loss of power could still take.
    await log.settle()
    for (const file of desk.files) await addTo(file, note)
    const details = { size: head.seq, note }
    last = await log.append({
      at,
      kind: 'checkpoint',
      principal: null,
      subject: checkpoint.origin,
      details,
    })
    return note
  }
  const checkpoint = (): Promise<string | null> => {
    signing ??= sign().finally(() => {
      signing = null
    })
    return signing
  }
  const vouch = async (entry: AuditEntry): Promise<void> => {
    newest = entry
    last ??= await log.last({ kind: 'checkpoint' })
    if (!isDue(newest, last)) return
    // Another process may have signed meanwhile.
    last = await log.last({ kind: 'checkpoint' })
    if (isDue(newest, last)) await checkpoint()
  }
  return {
    checkpoint,
    vouch,
    audit: async (event) => vouch(await log.append(event)),
    async close() {
      await signing
      if (newest !== null && !(newest.seq < (last?.seq ?? 0)))
        await checkpoint().catch(unlessWithoutKey)
    },
  }
}

/** Without a key nothing can be signed; whoever asked was told so, and closing goes on. */
function unlessWithoutKey(error: unknown): void {
  if (!(error instanceof PlumblineError && error.code.startsWith('receipt.key-'))) throw error
}

/** The first entry is vouched for at once. Written so that a clock that jumped, or cannot be read, makes one due. */
const isDue = (newest: AuditEntry, last: AuditEntry | null): boolean => {
  if (last === null) return true
  const passed = Math.abs(Date.parse(newest.at) - Date.parse(last.at))
  return !(newest.seq - last.seq < checkpointEvery.entries && passed < checkpointEvery.milliseconds)
}

/** Adds a note at a file's end, and waits until it lies on the disk. */
async function addTo(file: string, note: string): Promise<void> {
  try {
    const handle = await open(file, 'a', 0o600)
    try {
      await handle.writeFile(note)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new PlumblineError(
      'store.unwritable',
      `the audit log's checkpoint cannot be written to ${file}`,
      { cause },
    )
  }
}
