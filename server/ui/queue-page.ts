import type { ApprovalView } from '../../src/domain/approval.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { LoadDay, ReviewLoad } from '../../src/domain/review.ts'
import { exactly, type Html, html } from './html.ts'
import { duration, moment, peopleWords, percent, placeWords, stateWords } from './words.ts'

/** What waits for people, and how they keep up with it. */
export interface QueuePage {
  readonly open: readonly ApprovalView[]
  /** There are more than these. */
  readonly isPart: boolean
  /** Null for who is not told. */
  readonly load: ReviewLoad | null
  readonly person: string
  readonly now: Instant
}

export function queuePage({ open, isPart, load, person, now }: QueuePage): Html {
  const decided = (one: ApprovalView) =>
    one.decisions.some((decision) => decision.person === person)
  const isYours = (one: ApprovalView) =>
    one.state === 'waiting' && one.whyNotYou === null && !decided(one)
  const yours = open.filter(isYours)
  const others = open.filter((one) => !isYours(one))
  return html`
<h2>Waiting for you (${yours.length})</h2>
${yours.length === 0 ? html`<p class="quiet">Nothing waits for your decision.</p>` : listOf(yours, now)}
${others.length === 0 ? null : html`<h2>Open, but not yours to decide (${others.length})</h2>${listOf(others, now)}`}
${isPart ? html`<p class="notice">There are more: these are the oldest.</p>` : null}
${load === null ? null : html`<h2>Review load</h2>${loadOf(load)}`}`
}

const listOf = (approvals: readonly ApprovalView[], now: Instant): Html =>
  html`<ul class="plain">${approvals.map((one) => card(one, now))}</ul>`

const card = (one: ApprovalView, now: Instant): Html => html`<li class="card">
<p><a href="/approvals/${one.id}"><strong>${one.requestedBy}</strong> ${placeWords(one)}</a>
<span class="state">${stateWords[one.state]}</span></p>
<pre tabindex="0" aria-label="The command">${exactly(shortened(one.shown.command ?? one.shown.commands.map(({ argv }) => argv.join(' ')).join('\n')))}</pre>
<p class="quiet">asked ${moment(one.requestedAt, now)}; needs ${peopleWords(one)}, ${one.counted.approvers} so far${one.whyNotYou === null ? '' : `; not yours: ${one.whyNotYou}`}</p>
</li>`

const shortened = (text: string): string =>
  text.length > 300 ? `${text.slice(0, 300)} … (open it to see all of it)` : text

const loadOf = (load: ReviewLoad): Html => html`
<p>${load.waiting} waiting${load.oldestSeconds === null ? '' : `, the oldest for ${duration(load.oldestSeconds)}`}; advice sampled and <a href="/reviews">to be reviewed</a>: ${load.reviews.waiting}; found right in the last 90 days: ${load.reviews.right}, wrong: ${load.reviews.wrong}.</p>
<div class="scroll" role="region" aria-label="Approvers" tabindex="0"><table>
<caption class="quiet">Approvers, over the last 30 days</caption>
<thead><tr><th scope="col">Person</th><th scope="col" class="number">Waiting</th><th scope="col" class="number">Oldest</th><th scope="col" class="number">Decided</th><th scope="col" class="number">Refused</th><th scope="col" class="number">Median time</th><th scope="col" class="number">Quick</th></tr></thead>
<tbody>${load.approvers.map(
  (one) =>
    html`<tr><th scope="row">${one.person}${one.senior ? ' (senior)' : ''}</th><td class="number">${one.waiting}</td><td class="number">${duration(one.oldestSeconds)}</td><td class="number">${one.decisions}</td><td class="number">${one.refused}</td><td class="number">${duration(one.medianSecondsToDecide)}</td><td class="number">${percent(one.quickShare)}</td></tr>`,
)}</tbody></table></div>
<p class="hint">Quick: decided within ${load.quickSeconds} s of first looking at it, or without looking. A high share is a sign of rubber-stamping.</p>
<div class="scroll" role="region" aria-label="Verifications by day" tabindex="0"><table>
<caption class="quiet">Verifications by day (UTC), and how deeply they were checked</caption>
<thead><tr><th scope="col">Day</th><th scope="col" class="number">Allow</th><th scope="col" class="number">Warn</th><th scope="col" class="number">Escalate</th><th scope="col" class="number">Block</th><th scope="col" class="number">Statements checked</th><th scope="col" class="number">Asked of people</th><th scope="col" class="number">Decided</th><th scope="col" class="number">Median time</th><th scope="col" class="number">Quick</th></tr></thead>
<tbody>${load.days.filter((one, index) => index === 0 || isBusy(one)).map(day)}</tbody></table></div>`

/** Days on which nothing happened say nothing. */
const isBusy = ({ verifications, escalations, decisions }: LoadDay): boolean =>
  [...Object.values(verifications), escalations, decisions].some((count) => count > 0)

const day = (one: LoadDay): Html =>
  html`<tr><th scope="row" class="day">${one.day}</th><td class="number">${one.verifications.allow}</td><td class="number">${one.verifications.warn}</td><td class="number">${one.verifications.escalate}</td><td class="number">${one.verifications.block}</td><td class="number">${one.statements === 0 ? '–' : `${one.checked} of ${one.statements}`}</td><td class="number">${one.escalations}</td><td class="number">${one.decisions}</td><td class="number">${duration(one.medianSecondsToDecide)}</td><td class="number">${percent(one.quickShare)}</td></tr>`
