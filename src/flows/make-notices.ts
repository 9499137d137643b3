import { randomBytes } from 'node:crypto'
import type { DigestOutcome, NoticeView } from '../domain/notice.ts'
import type { Principal } from '../domain/principal.ts'
import { type DigestSchedule, lastDue } from '../notices/schedule.ts'
import type { NoticeRecord } from '../store/notices.ts'
import {
  type Due,
  dueAlert,
  dueDigest,
  type NoticingDesk,
  type Owned,
  ownReports,
  servedLately,
} from './due-notices.ts'

/** What making notices needs. */
export interface NoticeMakingDesk extends NoticingDesk {
  readonly schedule: DigestSchedule
}

type OwnReports = () => Promise<readonly Owned[]>

/**
 * Makes what is due of everybody's alerts and digests; how many. What cannot be told to one person keeps no other from being told: the
 * fault is thrown when all were gone over.
 */
export async function makeNotices(desk: NoticeMakingDesk): Promise<number> {
  const { store } = desk
  const served = await servedLately(desk, desk.now())
  const alarming = await ownReports(await store.reports.open(served.reports), desk)
  let all: ReturnType<typeof ownReports> | null = null
  const ownOf = async (person: string) => {
    all ??= store.reports.open().then((reports) => ownReports(reports, desk))
    return (await all).get(person) ?? []
  }
  let made = 0
  const faults: unknown[] = []
  for (const person of (await desk.people()).filter(mayOwn))
    try {
      const own = alarming.get(person.id) ?? []
      if (await makeAlert(person, own, served.keys, desk)) made += 1
      if (await makeDueDigest(person, () => ownOf(person.id), desk)) made += 1
    } catch (fault) {
      faults.push(fault)
    }
  if (faults.length > 0) throw faults[0]
  return made
}

const mayOwn = ({ scopes }: Principal): boolean =>
  scopes.includes('owner') || scopes.includes('engineer')

async function makeAlert(
  person: Principal,
  own: readonly Owned[],
  served: ReadonlySet<string>,
  desk: NoticeMakingDesk,
): Promise<boolean> {
  if (own.length === 0 || desk.readersOf(person, 'alert').length === 0) return false
  const record = await desk.store.notices.record(person.id)
  const due = record.alerts ? await dueAlert(person, own, served, desk) : null
  return due !== null && keep(due, record, desk)
}

async function makeDueDigest(
  person: Principal,
  own: OwnReports,
  desk: NoticeMakingDesk,
): Promise<boolean> {
  const { store, schedule } = desk
  if (desk.readersOf(person, 'digest').length === 0) return false
  const record = await store.notices.record(person.id)
  const now = desk.now()
  const isBegun = record.digestAt !== null
  const isDue = isBegun && Date.parse(record.digestAt ?? '') < Date.parse(lastDue(now, schedule))
  // Whoever is new waits for the next one, instead of being told on whatever day this is.
  if (record.digest === 'off' || (isBegun && !isDue)) return false
  const due = isDue ? await dueDigest(person, await own(), desk) : null
  if (due !== null) return keep(due, record, desk)
  await store.notices.passed(person.id, now)
  return false
}

/** A person's digest as it would be just now; null where nothing is new or worse. */
export async function previewDigest(
  person: Principal,
  desk: NoticeMakingDesk,
): Promise<NoticeView | null> {
  // Whoever looks at it need not have a way to be told.
  const due = await dueDigest(person, await ownNow(person, desk), {
    ...desk,
    readersOf: () => [person],
  })
  return due?.view ?? null
}

/** Makes a person's digest now instead of when it is due. */
export async function makeDigest(
  person: Principal,
  desk: NoticeMakingDesk,
): Promise<DigestOutcome> {
  const record = await desk.store.notices.record(person.id)
  if (record.digest === 'off') return 'off'
  if (desk.readersOf(person, 'digest').length === 0) return 'no-way'
  const due = await dueDigest(person, await ownNow(person, desk), desk)
  return due !== null && (await keep(due, record, desk)) ? 'made' : 'nothing'
}

const ownNow = async ({ id }: Principal, desk: NoticeMakingDesk): Promise<readonly Owned[]> =>
  (await ownReports(await desk.store.reports.open(), desk)).get(id) ?? []

/** Keeps what is to be told; false where another process told this person something meanwhile. */
function keep(
  { view, known }: Due,
  { last }: NoticeRecord,
  { store, now }: NoticeMakingDesk,
): Promise<boolean> {
  const { kind, person, reports, more } = view
  const id = `ntc_${randomBytes(12).toString('hex')}`
  const madeAt = now()
  const noticed = reports.flatMap(({ report, items }) =>
    items.map(({ finding, change }) => ({ report: report.id, finding, change })),
  )
  const details = {
    person,
    reports: reports.map(({ report }) => report.id),
    findings: noticed.map(({ finding }) => finding),
    more,
  }
  const event = {
    at: madeAt,
    kind: `report-${kind}`,
    principal: null,
    subject: id,
    details,
  } as const
  return store.notices.make({ id, kind, person, madeAt, noticed, more }, { last, known, event })
}
