import { mayReadAll, type Principal } from '../domain/principal.ts'
import type {
  Report,
  ReportFilter,
  Reporting,
  ReportOutcome,
  ReportView,
} from '../domain/report.ts'
import { byDamage, cursorOf, placeIn } from '../reports/ranking.ts'
import { type DecidingDesk, decideOn } from './report-decisions.ts'
import { viewsOf } from './report-views.ts'
import { liftRule } from './rules.ts'

const fewest = 50
const most = 200

/** Reports to those who own pages: what is wrong, worst damage first, and what they say to it. */
export function reports(desk: DecidingDesk): Reporting {
  const { store } = desk
  const shown = async (found: Report, reader: Principal): Promise<ReportView | null> => {
    const page = await store.pages.get(found.page)
    if (!page || !mayReadAll(reader, page.access)) return null
    return (await viewsOf([found], reader, desk))[0] ?? null
  }
  const report: Reporting['report'] = async (id, reader) => {
    const found = await store.reports.get(id)
    return found && shown(found, reader)
  }
  return {
    report,

    async reports(filter, reader) {
      const { state = 'open', cursor, limit = fewest } = filter
      const after = cursor === undefined ? null : placeIn(cursor)
      // A place that nobody knows is not the beginning.
      if (cursor !== undefined && after === null) return { items: [], next: null }
      const readable = await store.reports.readable(reader, { closed: state === 'closed' })
      const views = (await viewsOf(readable, reader, desk))
        .filter((view) => view.state === state && isAskedFor(view, filter, reader))
        .sort(byDamage)
      const left = after === null ? views : views.filter((view) => byDamage(after, view) < 0)
      const items = left.slice(0, Math.min(limit, most))
      const last = left.length > items.length ? items.at(-1) : undefined
      return { items, next: last === undefined ? null : cursorOf(last) }
    },

    async decideReport(id, choice, token): Promise<ReportOutcome> {
      const session = await desk.sessionOf(token)
      if (session === null) return { is: 'not-yours', because: 'you are not signed in' }
      const { person } = session
      const found = await store.reports.get(id)
      const view = found && (await shown(found, person))
      if (found === null || view === null) return { is: 'not-found' }
      if (view.whyNotYou !== null) return { is: 'not-yours', because: view.whyNotYou }
      const decided = await decideOn(found, choice, person, desk)
      if (decided.is !== 'done') return decided
      const after = await report(id, person)
      // Somebody took the page out of sight meanwhile.
      return after === null ? { is: 'not-found' } : { ...decided, report: after }
    },

    rules: () => store.rules.list(),
    liftRule: (kind) => liftRule(kind, desk),
  }
}

/** Whose reports are asked for: told by what this reader may know of their owners. */
function isAskedFor(
  { owner }: ReportView,
  { owner: asked, mine = false }: ReportFilter,
  reader: Principal,
): boolean {
  if (mine && owner.person !== reader.id) return false
  return asked === undefined || owner.person === asked || owner.named === asked
}
