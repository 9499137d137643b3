import type { Audit, AuditEntry } from '../domain/audit.ts'
import type { Notice, NoticedReport, NoticeView } from '../domain/notice.ts'
import type { Principal } from '../domain/principal.ts'
import type { Delivery, Taken } from '../domain/webhook.ts'
import { byDamage } from '../reports/ranking.ts'
import { grouped } from '../values/grouped.ts'
import { eventOf } from '../webhooks/messages.ts'
import type { Channel } from './deliver-webhooks.ts'
import { type ReportingDesk, viewsOf } from './report-views.ts'

/** A way by which people are told, other than by webhooks. */
export interface Way {
  readonly id: string
  /** As whom it is read: the person, or whoever is in a room. Null where this person is not told by it. */
  readerOf(person: Principal): Principal | null
  send(view: NoticeView, delivery: Delivery, person: Principal): Promise<Taken>
}

/** What sending notices needs. */
export interface NoticeSendingDesk extends ReportingDesk {
  readonly audit: Audit
}

const events = ['report.digest', 'report.alert'] as const

/**
 * A way as what deliveries go by. What waits there is a notice's id: what may be said is looked up at each try, so that nothing goes
 * out that its reader may not read by then.
 */
export const channelOver = (way: Way, desk: NoticeSendingDesk): Channel => ({
  id: way.id,
  events,
  messageFor: ({ kind, subject, details }: AuditEntry) => {
    const type = eventOf[kind]
    return type === undefined || details.person === undefined ? null : { type, payload: subject }
  },
  async send(delivery) {
    const notice = await desk.store.notices.get(delivery.payload)
    const people = await desk.people()
    const person = people.find(({ id }) => id === notice?.person)
    const reader = person === undefined ? null : way.readerOf(person)
    if (notice === null || person === undefined || reader === null) return nothingToSay
    if (!(await isWanted(notice, desk))) return nothingToSay
    const view = await noticeFor(notice, reader, desk)
    if (view === null) return nothingToSay
    const taken = await way.send(view, delivery, person)
    if (taken.is === 'taken') await noteSent(notice, view, delivery, desk)
    return taken
  },
})

/** All that it was about was mended, closed to its reader or given to somebody else meanwhile: there is nothing left to send. */
const nothingToSay: Taken = { is: 'moot' }

async function isWanted(
  { kind, person }: Notice,
  { store }: Pick<NoticeSendingDesk, 'store'>,
): Promise<boolean> {
  const { digest, alerts } = await store.notices.record(person)
  return kind === 'digest' ? digest === 'weekly' : alerts
}

/** A notice as one reader may see it just now, the worst first; null where nothing of it is left to tell. */
export async function noticeFor(
  { kind, person, noticed, more }: Notice,
  reader: Principal,
  desk: ReportingDesk,
): Promise<NoticeView | null> {
  const byReport = grouped(noticed, ({ report }) => report)
  const open = await desk.store.reports.open([...byReport.keys()])
  const views = await viewsOf(open, reader, desk)
  const reports = views
    .filter(({ owner }) => owner.person === person)
    .toSorted(byDamage)
    .flatMap((report): NoticedReport[] => {
      const changes = new Map(
        byReport.get(report.id)?.map(({ finding, change }) => [finding, change]),
      )
      const items = report.items.flatMap((item) => {
        const change = changes.get(item.finding)
        const isStill = item.state === 'open' && item.judged !== null
        const isOfKind = kind === 'digest' || item.judged?.status === 'contradicted'
        return change !== undefined && isStill && isOfKind ? [{ ...item, change }] : []
      })
      return items.length === 0 ? [] : [{ report, items }]
    })
  // How many more there are was counted among what the person may read, and is nobody else's to know.
  const others = reader.id === person ? more : 0
  return reports.length === 0 ? null : { kind, person, reports, more: others }
}

const noteSent = (
  notice: Notice,
  { reports }: NoticeView,
  { webhook, id }: Delivery,
  { audit, now }: NoticeSendingDesk,
): Promise<void> =>
  audit({
    ...{ at: now(), kind: 'notice-sent', principal: null, subject: notice.id },
    details: {
      ...{ person: notice.person, by: webhook, message: id },
      reports: reports.map(({ report }) => report.id),
    },
  })
