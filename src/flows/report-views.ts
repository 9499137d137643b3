import { subDays } from 'date-fns/subDays'
import type { Assessment } from '../domain/assessment.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import { type Access, mayRead, mayReadAll, type Principal } from '../domain/principal.ts'
import type { Report, ReportItem, ReportItemView, ReportView, Served } from '../domain/report.ts'
import { stateOf, stateOfAll } from '../reports/decisions.ts'
import { damageOf, severityOf } from '../reports/ranking.ts'
import { type Candidate, ownerOf, personNamed, type Routed } from '../reports/routing.ts'
import type { ServedPassage } from '../store/served.ts'
import type { Store } from '../store/store.ts'
import { grouped } from '../values/grouped.ts'
import { findingFor } from './disclose.ts'
import { allWrong } from './sync-reports.ts'

/** Somebody who may own reports. */
export type Owner = Principal & { readonly subject?: string | undefined }

/** What showing reports needs. */
export interface ReportingDesk {
  readonly store: Store
  now(): Instant
  accessOf(repository: string): Access
  /** The people of today's configuration, with the groups that sources have them in. */
  people(): Promise<readonly Owner[]>
  /** Whom the configuration names as the owner of a source. */
  sourceOwner(source: string): string | null
}

/** Up to so many pages are looked up one by one; for more of them, everything is gone over once. */
const fewPages = 10

/** Days over which it is counted how often a passage was served. */
const servedDays = 30

const may = (reader: Principal, scopes: Principal['scopes']): boolean =>
  scopes.some((scope) => reader.scopes.includes(scope))

/** Whom a name means, among those who may read the page and mend it. */
export const personFor =
  ({ source, access }: Pick<Page, 'source' | 'access'>, people: readonly Owner[]) =>
  (name: string): string | null => {
    const able = people.filter(
      (one) => one.kind === 'person' && may(one, ['owner', 'engineer']) && mayReadAll(one, access),
    )
    return personNamed(name, source, able)?.id ?? null
  }

/** Reports as one reader may see them. Those on pages that the reader may not read are not to be among them. */
export async function viewsOf(
  reports: readonly Report[],
  reader: Principal,
  desk: ReportingDesk,
): Promise<readonly ReportView[]> {
  const { store, accessOf } = desk
  const ids = reports.map(({ page }) => page)
  const named = reports.flatMap(({ decisions }) => decisions.flatMap(({ page }) => page ?? []))
  const pages = await store.pages.getMany([...ids, ...named])
  const mayOpen = (page: string | null): boolean =>
    page !== null && mayReadAll(reader, pages.get(page)?.access ?? [])
  const found =
    ids.length > fewPages
      ? await allWrong(store, { reader })
      : (await Promise.all(ids.map((page) => allWrong(store, { reader, page })))).flat()
  const known = grouped(found, ({ claim }) => claim.page)
  const assessments = await store.assessments.getMany(ids)
  const now = desk.now()
  const passages = [...known.values()].flat().map(({ claim }) => claim.passage)
  const since = subDays(now, servedDays - 1).toISOString()
  const served = grouped(await store.served.since(passages, since), ({ passage }) => passage)
  const people = await desk.people()
  return reports.flatMap((report) => {
    const page = pages.get(report.page)
    if (page === undefined || !mayReadAll(reader, page.access)) return []
    const findings = grouped(known.get(report.page) ?? [], ({ id }) => id)
    const assessment = assessments.get(report.page) ?? null
    const viewItem = (item: ReportItem): ReportItemView => {
      const of = findings.get(item.finding) ?? []
      const view = itemView(item, { findings: of, assessment, served, now, report })
      return { ...view, judged: view.judged && findingFor(view.judged, { reader, accessOf }) }
    }
    const items = report.items
      .map(viewItem)
      .sort((a, b) => b.damage - a.damage || (a.finding < b.finding ? -1 : 1))
    const routed = routeOf(report, page, people, desk)
    const decisions = report.decisions.map((one) =>
      mayOpen(one.page) ? one : { ...one, page: null },
    )
    const told = { page, items, decisions, routed, reader, desk }
    return [viewOf(report, { ...told, served: servedOf(findings, served, reader) })]
  })
}

type ServedBy = ReadonlyMap<string, readonly ServedPassage[]>

const sum = (rows: readonly ServedPassage[]): number =>
  rows.reduce((total, { times }) => total + times, 0)

const rowsOf = (findings: readonly Finding[], served: ServedBy): readonly ServedPassage[] =>
  [...new Set(findings.map(({ claim }) => claim.passage))].flatMap((one) => served.get(one) ?? [])

function itemView(
  item: ReportItem,
  {
    findings,
    assessment,
    served,
    now,
    report,
  }: {
    readonly findings: readonly Finding[]
    readonly assessment: Assessment | null
    readonly served: ServedBy
    readonly now: Instant
    readonly report: Report
  },
): ReportItemView {
  const { state, until } = stateOf(item, report.decisions, now)
  const [judged = null] = findings
  const times = sum(rowsOf(findings, served))
  const behind = findings.map(({ claim }) => assessment?.commitsBehind[claim.passage] ?? null)
  const counts = behind.filter((count) => count !== null)
  const commitsBehind = counts.length === 0 ? null : Math.max(...counts)
  const severity = judged === null ? 0 : severityOf(judged)
  return {
    ...item,
    ...{ state, setAsideUntil: until, served: times, commitsBehind, judged },
    damage: state === 'closed' ? 0 : damageOf({ served: times, severity, commitsBehind }),
  }
}

function servedOf(
  findings: ReadonlyMap<string, readonly Finding[]>,
  served: ServedBy,
  reader: Principal,
): Served {
  const rows = rowsOf([...findings.values()].flat(), served)
  const byName = [...grouped(rows, ({ principal }) => principal)]
    .map(([principal, list]) => ({ principal, times: sum(list) }))
    .sort((a, b) => b.times - a.times || (a.principal < b.principal ? -1 : 1))
  // Who asked what is for those who may look into others' answers.
  const to = may(reader, ['engineer', 'operator']) ? byName : null
  return { days: servedDays, times: sum(rows), to }
}

/** Page, CODEOWNERS, source: the first that names somebody who may mend it. */
export function routeOf(
  report: Report,
  page: Page,
  people: readonly Owner[],
  desk: Pick<ReportingDesk, 'sourceOwner'>,
): Routed {
  const ofSource = desk.sourceOwner(page.source)
  const candidates: readonly Candidate[] = [
    ...(page.owner === null ? [] : [{ by: 'page', named: page.owner } as const]),
    ...report.codeOwners.map((one) => ({ by: 'codeowners', ...one }) as const),
    ...(ofSource === null ? [] : [{ by: 'source', named: ofSource } as const]),
  ]
  return ownerOf(candidates, report.decisions, personFor(page, people))
}

const nobody = { person: null, named: null, by: null } as const

function viewOf(
  report: Report,
  {
    page,
    items,
    decisions,
    routed,
    reader,
    desk,
    served,
  }: {
    readonly page: Page
    readonly items: readonly ReportItemView[]
    /** As this reader may see them. */
    readonly decisions: Report['decisions']
    readonly routed: Routed
    readonly reader: Principal
    readonly desk: ReportingDesk
    readonly served: Served
  },
): ReportView {
  const { id, title, url, source, genre } = page
  const state = stateOfAll(items.map((item) => item.state))
  const open = items.filter((item) => item.state === 'open')
  const isTold =
    routed.repository === null ||
    routed.owner.person === reader.id ||
    mayRead(reader, desk.accessOf(routed.repository))
  const shown = items.filter((item) => state === 'closed' || item.state !== 'closed')
  const opened = shown.map(({ openedAt }) => openedAt).sort()
  const closed = items.flatMap(({ closedAt }) => (closedAt === null ? [] : [closedAt])).sort()
  return {
    id: report.id,
    page: { id, title, url, source, genre },
    state,
    owner: isTold ? routed.owner : nobody,
    openedAt: opened[0] ?? desk.now(),
    closedAt: state === 'closed' ? (closed.at(-1) ?? null) : null,
    damage: open.reduce((total, { damage }) => total + damage, 0),
    served,
    items,
    decisions,
    whyNotYou: whyNot(routed.owner.person, isTold, reader),
  }
}

/** People decide on what is theirs; on what is nobody's, engineers do. */
function whyNot(owner: string | null, isTold: boolean, reader: Principal): string | null {
  if (reader.kind !== 'person') return 'only people decide'
  if (!may(reader, ['owner', 'engineer'])) return 'deciding takes the scope owner or engineer'
  if (owner === reader.id) return null
  if (owner !== null)
    return isTold ? `it is ${owner}’s to decide` : 'it is somebody else’s to decide'
  return may(reader, ['engineer'])
    ? null
    : 'it is nobody’s yet: an engineer decides, or hands it over'
}
