import { subDays } from 'date-fns/subDays'
import type { Approval } from '../domain/approval.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { ApproverLoad, LoadDay, Review } from '../domain/review.ts'
import type { Session } from '../domain/sign-in.ts'
import type { Decision } from '../domain/verdict.ts'
import type { DayFigures } from '../store/review-figures.ts'
import type { Store } from '../store/store.ts'
import { isSenior, mayApprove, stateOf, type WhoIs, whyNotDecide } from '../verdicts/approvals.ts'
import { paceOf, secondsBetween, type TimedDecision } from '../verdicts/review-load.ts'
import { isSampled, riskOf, type Sampled } from '../verdicts/sampling.ts'

/** What reviewing needs from the rest of Plumbline. */
export interface ReviewDesk {
  readonly store: Store
  readonly reviewing: { readonly share: number; readonly quickSeconds: number }
  readonly whoIs: WhoIs
  people(): readonly Principal[]
  now(): Instant
  sessionOf(token: string): Promise<Session | null>
}

type Reviews = Pick<Plumbline, 'reviewLoad' | 'reviews' | 'closeReview'>

const daysShown = 14
const paceDays = 30
const mostCounted = 10_000
const mostWaitingRead = 1_000

/** What people have to look at, and how they keep up with it. */
export function reviews(desk: ReviewDesk): Reviews {
  const { store } = desk
  return {
    reviewLoad: () => loadOf(desk),

    async reviews(reader) {
      const waiting = await store.reviews.waiting(200)
      return waiting.filter((review) => whyNotReview(review, reader, desk.whoIs) === null)
    },

    async closeReview(verification, { found, comment = null }, token) {
      const session = await desk.sessionOf(token)
      if (session === null) return { is: 'not-yours', because: 'you are not signed in' }
      const { person } = session
      const review = await store.reviews.get(verification)
      if (review === null) return { is: 'not-found' }
      const why = whyNotReview(review, person, desk.whoIs)
      if (why !== null) return { is: 'not-yours', because: why }
      const at = desk.now()
      const closed = await store.reviews.close(
        verification,
        { person: person.id, found, comment, at },
        {
          at,
          kind: 'advice-reviewed',
          principal: person.id,
          subject: verification,
          details: { found, risk: review.risk },
        },
      )
      return closed
        ? { is: 'done' }
        : { is: 'closed', because: 'somebody has looked at it already' }
    },
  }
}

/** Puts a verification before people if it is one of those sampled. */
export async function sampleForReview(
  sampled: Sampled & {
    readonly principal: string
    readonly task: string | null
    readonly at: Instant
  },
  {
    store,
    reviewing,
  }: {
    readonly store: Pick<Store, 'reviews'>
    readonly reviewing: { readonly share: number }
  },
): Promise<void> {
  const risk = isSampled(sampled, reviewing.share) ? riskOf(sampled) : null
  if (risk === null) return
  const { verification, principal, task, at, intent, decision, commands } = sampled
  await store.reviews.put({
    ...{ verification, principal, risk, intent, decision, task },
    commands: commands.slice(0, 100).map(({ argv }) => argv.join(' ')),
    sampledAt: at,
    outcome: null,
  })
}

/** Whoever asked, or owns the agent that did, does not review; nor does anybody who neither approves nor engineers. */
function whyNotReview({ principal }: Review, reader: Principal, whoIs: WhoIs): string | null {
  if (reader.kind !== 'person') return 'only people review'
  if (reader.id === principal || reader.id === whoIs(principal)?.owner)
    return 'it is your own, or your agent’s'
  return mayApprove(reader) || reader.scopes.includes('engineer')
    ? null
    : 'reviewing takes the scope approver, senior-approver or engineer'
}

async function loadOf({ store, reviewing, whoIs, people, now }: ReviewDesk) {
  const at = now()
  const { share, quickSeconds } = reviewing
  const open = await store.approvals.open(at, { limit: mostWaitingRead })
  const waiting = open.filter((approval) => stateOf(approval, whoIs, at) === 'waiting')
  const decisions = await store.reviewFigures.decisions(
    subDays(at, paceDays).toISOString(),
    mostCounted,
  )
  const tally = await store.reviews.tally()
  return {
    at,
    waiting: waiting.length,
    oldestSeconds: oldestOf(waiting, at),
    quickSeconds,
    approvers: people()
      .filter(mayApprove)
      .map((person) => approverLoad(person, waiting, decisions, { at, quickSeconds, whoIs })),
    days: await daysOf(store, decisions, at, quickSeconds),
    reviews: { ...tally, share },
  }
}

const oldestOf = (waiting: readonly Approval[], at: Instant): number | null => {
  const [oldest] = waiting
  return oldest === undefined ? null : secondsBetween(oldest.requestedAt, at)
}

function approverLoad(
  person: Principal,
  waiting: readonly Approval[],
  decisions: readonly TimedDecision[],
  { at, quickSeconds, whoIs }: { at: Instant; quickSeconds: number; whoIs: WhoIs },
): ApproverLoad {
  const theirs = waiting.filter(
    (approval) =>
      whyNotDecide(approval, person, 'browser', whoIs) === null &&
      !approval.decisions.some((decision) => decision.person === person.id),
  )
  return {
    person: person.id,
    senior: isSenior(person),
    waiting: theirs.length,
    oldestSeconds: oldestOf(theirs, at),
    ...paceOf(
      decisions.filter((decision) => decision.person === person.id),
      quickSeconds,
    ),
  }
}

async function daysOf(
  store: Store,
  decisions: readonly TimedDecision[],
  at: Instant,
  quickSeconds: number,
): Promise<readonly LoadDay[]> {
  const since = subDays(at, daysShown - 1).toISOString()
  const figures = await store.reviewFigures.days(since)
  const requests = await store.reviewFigures.requests(since)
  return Array.from({ length: daysShown }, (_, back) => {
    const day = subDays(at, back).toISOString().slice(0, 10)
    const ofDay = figures.filter((one) => one.day === day)
    const pace = paceOf(
      decisions.filter((decision) => decision.at.startsWith(day)),
      quickSeconds,
    )
    return {
      day,
      verifications: byDecision(ofDay),
      statements: sum(ofDay, 'statements'),
      checked: sum(ofDay, 'checked'),
      escalations: requests.get(day) ?? 0,
      decisions: pace.decisions,
      medianSecondsToDecide: pace.medianSecondsToDecide,
      quickShare: pace.quickShare,
    }
  })
}

const byDecision = (figures: readonly DayFigures[]): Readonly<Record<Decision, number>> => {
  const of = (decision: Decision) =>
    figures.find((one) => one.decision === decision)?.verifications ?? 0
  return { allow: of('allow'), warn: of('warn'), escalate: of('escalate'), block: of('block') }
}

const sum = (figures: readonly DayFigures[], column: 'statements' | 'checked'): number =>
  figures.reduce((total, one) => total + one[column], 0)
