import type { Audit } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Store } from '../store/store.ts'

/** Refused keys that are written down each minute; further ones are counted, so that a flood of them cannot fill the disk. */
const mostRefusals = 20

/** Keys whose use today is remembered, so that the log is not asked each time. */
const mostRemembered = 10_000

/** Tells the audit log of keys that are used and refused. */
export interface KeyAudit {
  /** The first use of a key on a day (UTC); each answer and verification names its key besides. */
  used(key: string, principal: string): Promise<void>
  /** A key that proved nobody. `shown`: what was shown of it as its id, or null where it has not even the form of a key. */
  refused(shown: string | null): Promise<void>
}

/** Keeps watch over keys for one process. */
export function keyAudit(desk: {
  readonly store: { readonly audit: Pick<Store['audit'], 'last'> }
  readonly audit: Audit
  now(): Instant
}): KeyAudit {
  const days = new Map<string, string>()
  let minute = { is: '', refusals: 0 }
  let untold = 0
  return {
    async used(key, principal) {
      const at = desk.now()
      const day = at.slice(0, 10)
      if (days.get(key) === day) return
      const kind = 'key-used'
      const last = await desk.store.audit.last({ kind, subject: key })
      if (last?.at.slice(0, 10) !== day)
        await desk.audit({ at, kind, principal, subject: key, details: { day } })
      if (days.size >= mostRemembered) days.clear()
      days.set(key, day)
    },
    async refused(shown) {
      const at = desk.now()
      const is = at.slice(0, 16)
      if (minute.is !== is) minute = { is, refusals: 0 }
      minute.refusals += 1
      if (minute.refusals > mostRefusals) {
        untold += 1
        return
      }
      const untoldBefore = untold
      untold = 0
      await desk.audit({
        at,
        kind: 'key-refused',
        principal: null,
        subject: shown ?? 'no key of ours',
        details: { untoldBefore },
      })
    },
  }
}
