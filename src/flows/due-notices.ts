import type { Instant } from '../domain/instant.ts'
import type { NoticeChange, NoticedReport, NoticeKind, NoticeView } from '../domain/notice.ts'
import type { Page } from '../domain/page.ts'
import { mayReadAll, type Principal, type Reader } from '../domain/principal.ts'
import type { Report, ReportItemView, ReportView } from '../domain/report.ts'
import { byDamage, severityOf } from '../reports/ranking.ts'
import { changeOf, isAlarming, type Standing } from '../reports/worsening.ts'
import type { Known } from '../store/notices.ts'
import { grouped } from '../values/grouped.ts'
import { type ReportingDesk, routeOf, viewsOf } from './report-views.ts'

/** What finding out what is due needs. */
export interface NoticingDesk extends ReportingDesk {
  /** Who reads what this person is told of such things, over all ways by which it is told; nobody where there is no way. */
  readersOf(person: Principal, kind: NoticeKind): readonly Reader[]
}

/** Reports that a notice names at most. */
const mostReports = 5

/** A report whose owner is known, with its page. */
export interface Owned {
  readonly report: Report
  readonly page: Page
}

/** What is to be told, and what the person knows once it is. */
export interface Due {
  readonly view: NoticeView
  readonly known: readonly Known[]
}

/** Reports by the person whose they are; those that are nobody's are left out. */
export async function ownReports(
  reports: readonly Report[],
  desk: ReportingDesk,
): Promise<ReadonlyMap<string | null, readonly Owned[]>> {
  const pages = await desk.store.pages.getMany(reports.map(({ page }) => page))
  const people = await desk.people()
  const owned = reports.flatMap((report) => {
    const page = pages.get(report.page)
    return page === undefined ? [] : [{ report, page }]
  })
  return grouped(owned, ({ report, page }) => routeOf(report, page, people, desk).owner.person)
}

/** What of a person's own reports is new or worse since they were told of it by name: the five worst. */
export async function dueDigest(
  person: Principal,
  own: readonly Owned[],
  desk: NoticingDesk,
): Promise<Due | null> {
  const known = await knownBy(person, desk)
  const due = await noticed('digest', person, own, desk, (item, report) =>
    changeOf(standingOf(item), known(report, item)?.told ?? null),
  )
  const shown = due.slice(0, mostReports)
  const of = shown.flatMap(({ report, items }) =>
    items.map((item) => ({
      ...{ report: report.id, finding: item.finding, told: standingOf(item) },
      alerted: known(report, item)?.alerted ?? null,
    })),
  )
  return dueOf('digest', person, due, of)
}

/**
 * What of a person's own reports is contradicted and was served, and was not told at once before. All of it counts as told, though five
 * reports are named: the digest names the others.
 */
export async function dueAlert(
  person: Principal,
  own: readonly Owned[],
  served: ReadonlySet<string>,
  desk: NoticingDesk,
): Promise<Due | null> {
  const now = desk.now()
  const known = await knownBy(person, desk)
  const isDue = (report: Pick<Report, 'id'>, item: Pick<ReportItemView, 'finding' | 'openedAt'>) =>
    served.has(keyOf(report, item)) && isAlarming(item, known(report, item)?.alerted ?? null, now)
  const alarming = own.filter(({ report }) => report.items.some((item) => isDue(report, item)))
  if (alarming.length === 0) return null
  const due = await noticed('alert', person, alarming, desk, (item, report) =>
    item.judged?.status === 'contradicted' && isDue(report, item)
      ? (changeOf(standingOf(item), known(report, item)?.told ?? null) ?? 'worse')
      : null,
  )
  const of = due.flatMap(({ report, items }, place) =>
    items.map((item) => ({
      ...{ report: report.id, finding: item.finding },
      told: place < mostReports ? standingOf(item) : (known(report, item)?.told ?? null),
      alerted: { openedAt: item.openedAt, at: now },
    })),
  )
  return dueOf('alert', person, due, of)
}

/** Findings that are contradicted and were served in the last week, as keys, with their reports. */
export async function servedLately(
  { store }: Pick<ReportingDesk, 'store'>,
  now: Instant,
): Promise<{ readonly keys: ReadonlySet<string>; readonly reports: readonly string[] }> {
  const weekAgo = new Date(Date.parse(now) - 7 * 86_400_000).toISOString()
  const wrong = await store.notices.servedWrong(weekAgo)
  return {
    keys: new Set(wrong.map(({ report, finding }) => keyOf({ id: report }, { finding }))),
    reports: [...new Set(wrong.map(({ report }) => report))],
  }
}

const keyOf = ({ id }: Pick<Report, 'id'>, { finding }: Pick<ReportItemView, 'finding'>): string =>
  `${id} ${finding}`

async function knownBy({ id }: Principal, { store }: NoticingDesk) {
  const all = (await store.notices.known(id)).map(
    (one) => [keyOf({ id: one.report }, one), one] as const,
  )
  const byKey = new Map<string, Known>(all)
  return (report: Pick<Report, 'id'>, item: Pick<ReportItemView, 'finding'>): Known | null =>
    byKey.get(keyOf(report, item)) ?? null
}

const standingOf = ({ openedAt, judged, damage }: ReportItemView): Standing => ({
  ...{ openedAt, damage },
  severity: judged === null ? 0 : severityOf(judged),
})

/** A person's reports with those of their open findings that are to be told, the worst first, as far as somebody would read it. */
async function noticed(
  kind: NoticeKind,
  person: Principal,
  own: readonly Owned[],
  desk: NoticingDesk,
  changeFor: (item: ReportItemView, report: ReportView) => NoticeChange | null,
): Promise<readonly NoticedReport[]> {
  const readers = desk.readersOf(person, kind)
  const told = own.filter(({ page }) => readers.some((reader) => mayReadAll(reader, page.access)))
  const views = await viewsOf(
    told.map(({ report }) => report),
    person,
    desk,
  )
  return [...views].sort(byDamage).flatMap((report) => {
    const items = report.items.flatMap((item) => {
      const isOpen = item.state === 'open' && item.judged !== null
      const change = isOpen ? changeFor(item, report) : null
      return change === null ? [] : [{ ...item, change }]
    })
    return items.length === 0 ? [] : [{ report, items }]
  })
}

function dueOf(
  kind: NoticeKind,
  person: Principal,
  due: readonly NoticedReport[],
  known: readonly Known[],
): Due | null {
  if (due.length === 0) return null
  const reports = due.slice(0, mostReports)
  return { view: { kind, person: person.id, reports, more: due.length - reports.length }, known }
}
