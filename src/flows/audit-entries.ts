import type { Plumbline } from '../domain/plumbline.ts'
import type { Store } from '../store/store.ts'

/** What stands in the audit log, part by part: who goes on from the last cursor later on misses nothing. */
export const auditEntries = ({ audit }: Store): Pick<Plumbline, 'auditEntries'> => ({
  async auditEntries({ cursor, limit = 50, ...filter }) {
    const wanted = Math.min(limit, 200)
    // A cursor that is no number finds nothing, instead of everything.
    const after = cursor === undefined ? 0 : Number(cursor)
    const found = Number.isSafeInteger(after)
      ? await audit.list({ ...filter, after, limit: wanted + 1 })
      : []
    const items = found.slice(0, wanted)
    return { items, next: found.length > wanted ? String(items.at(-1)?.seq) : null }
  },
})
