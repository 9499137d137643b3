import type { Audit } from '../domain/audit.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { redact } from '../values/secrets.ts'

/** What noting a report needs from the rest of Plumbline. */
export interface StaleReportDesk extends Pick<Plumbline, 'page' | 'now'> {
  readonly audit: Audit
}

/** Notes in the audit log that somebody holds a page, or a passage of it, for out of date. Null for what the reporter may not read. */
export const staleReports = ({
  page: pageOf,
  now,
  audit,
}: StaleReportDesk): Pick<Plumbline, 'reportStale'> => ({
  async reportStale({ page: id, passage = null, note }, principal) {
    const view = await pageOf(id, principal)
    if (view === null) return null
    if (passage !== null && !view.passages.some((one) => one.id === passage)) return null
    const at = now()
    await audit({
      at,
      kind: 'stale-reported',
      principal: principal.id,
      subject: id,
      details: { passage, revision: view.page.revision, note: redact(note) },
    })
    return { page: id, passage, owner: view.page.owner, reportedAt: at }
  },
})
