import { mayReadAll, type Principal } from '../domain/principal.ts'
import type {
  Recheck,
  Report,
  ReportChoice,
  ReportDecision,
  ReportItem,
  ReportOutcome,
} from '../domain/report.ts'
import type { Session } from '../domain/sign-in.ts'
import { endOf, lackOf } from '../reports/decisions.ts'
import { redact } from '../values/secrets.ts'
import { within } from '../values/within.ts'
import { personFor, type ReportingDesk } from './report-views.ts'
import { mindRule, type RulesDesk } from './rules.ts'

/** What deciding on reports needs. */
export interface DecidingDesk extends ReportingDesk, Omit<RulesDesk, 'store'> {
  sessionOf(token: string): Promise<Session | null>
  /** Fetches a page and surveys its repositories anew, and judges; false where the source or the code could not be read. */
  recheck(page: string): Promise<boolean>
}

type Decided =
  | Exclude<ReportOutcome, { readonly is: 'done' }>
  | {
      readonly is: 'done'
      readonly recheck: Recheck | null
    }

/** How long whoever said that it is fixed waits to hear whether it is, in milliseconds; it is looked at to the end all the same. */
const recheckPatience = 60_000

/** Keeps what a person who may decide says to a report, and does what follows from it. */
export async function decideOn(
  report: Report,
  choice: ReportChoice,
  person: Principal,
  desk: DecidingDesk,
): Promise<Decided> {
  const { store } = desk
  const at = desk.now()
  const open = report.items.filter(({ closedAt }) => closedAt === null)
  if (open.length === 0) return { is: 'closed', because: 'nothing is wrong with the page any more' }
  const lack = lackOf(choice, report, at) ?? (await lackOfNamed(report, choice, person, desk))
  if (lack !== null) return { is: 'incomplete', because: lack }
  const decision = decisionOf(choice, person, at)
  const { finding, until, page, to } = decision
  const key = await store.reports.decide(report.id, decision, {
    ...{ at, kind: 'report-decided', principal: person.id, subject: report.id },
    details: { decision: decision.decision, finding, until, page, to },
  })
  const about = open.filter((item) => finding === null || item.finding === finding)
  if (choice.decision === 'fixed')
    return { is: 'done', recheck: await lookAgain(report, about, key, person, desk) }
  await review(about, decision, desk)
  return { is: 'done', recheck: null }
}

function decisionOf(choice: ReportChoice, person: Principal, at: string): ReportDecision {
  const { decision, finding = null, evidence = null, page = null, to = null } = choice
  const { comment = null } = choice
  return {
    ...{ person: person.id, decision, finding, at, until: endOf(choice, at), recheck: null },
    evidence: decision === 'still-true' && evidence !== null ? redact(evidence) : null,
    page: decision === 'superseded-by' ? page : null,
    to: decision === 'not-mine' ? to : null,
    comment: comment === null ? null : redact(comment),
  }
}

/** Whether the page and the person that a choice names are there, as far as the one who chooses may know. */
async function lackOfNamed(
  report: Report,
  { decision, page, to }: ReportChoice,
  person: Principal,
  desk: DecidingDesk,
): Promise<string | null> {
  if (decision === 'superseded-by') {
    const other = page === undefined ? null : await desk.store.pages.get(page)
    const isThere = other !== null && other.times.gone === null && mayReadAll(person, other.access)
    if (!isThere) return `there is no page ${page}; give its id, as \`GET /v1/pages\` lists it`
    return other.id === report.page ? 'a page does not stand in its own place' : null
  }
  if (decision !== 'not-mine' || to === undefined) return null
  const own = await desk.store.pages.get(report.page)
  const found = own && personFor(own, await desk.people())(to)
  if (found === null)
    return `${to} is no one configured person with the scope owner or engineer who may read the page`
  return found === person.id ? 'name somebody else' : null
}

/** Whether those who looked found the rule right: a page that is out of date or replaced was reported rightly. */
async function review(
  items: readonly ReportItem[],
  { decision, person, at }: ReportDecision,
  desk: DecidingDesk,
): Promise<void> {
  const isWrong = decision === 'false-alarm'
  if (!isWrong && decision !== 'superseded-by' && decision !== 'obsolete') return
  await desk.store.rules.review(items, { wrong: isWrong, person, at })
  for (const kind of new Set(items.map((item) => item.kind)))
    await within(recheckPatience, mindRule(kind, desk))
}

/** Has it looked at at once: only what is not found any more is closed, and that by judging alone. */
async function lookAgain(
  report: Report,
  about: readonly ReportItem[],
  key: number,
  person: Principal,
  desk: DecidingDesk,
): Promise<Recheck> {
  const { store, recheck, now } = desk
  const look = async (): Promise<Recheck> => {
    const isRead = await recheck(report.page)
    const items = (await store.reports.get(report.id))?.items ?? []
    const left = new Set(
      items.filter(({ closedAt }) => closedAt === null).map(({ finding }) => finding),
    )
    const gone = about.filter(({ finding }) => !left.has(finding))
    await store.rules.review(gone, { wrong: false, person: person.id, at: now() })
    if (gone.length === about.length) return 'closed'
    return isRead ? 'still-found' : 'not-checked'
  }
  await store.reports.checked(key, 'under-way')
  const looking = look()
    .catch((): Recheck => 'not-checked')
    .then(async (came) => {
      await store.reports.checked(key, came)
      return came
    })
  return (await within(recheckPatience, looking)) ?? 'under-way'
}
