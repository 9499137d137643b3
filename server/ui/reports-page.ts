import type { Instant } from '../../src/domain/instant.ts'
import type { ReportState, ReportView } from '../../src/domain/report.ts'
import { type Html, html, plainly } from './html.ts'
import { moment } from './words.ts'

/** Reports that a person is shown, the worst first. */
export interface ReportsPage {
  readonly reports: readonly ReportView[]
  /** Whose: the person's own, or all that the person may see. */
  readonly of: 'mine' | 'all'
  readonly state: ReportState
  /** Where the next part begins; null after the last. */
  readonly next: string | null
  readonly now: Instant
}

export const stateWords: Readonly<Record<ReportState, string>> = {
  open: 'open',
  'set-aside': 'set aside for a while',
  closed: 'closed',
}

export const reportsPage = ({ reports, of, state, next, now }: ReportsPage): Html => html`
<p>What your pages say and the code does not, the worst first: how often it was served, how bad it is, and how far the code has moved on. <a href="/notices">What you are told</a> without coming here is yours to choose.</p>
<nav aria-label="Which reports">
${choice('Mine, open', 'mine', 'open', { of, state })}
${choice('Mine, set aside', 'mine', 'set-aside', { of, state })}
${choice('Mine, closed', 'mine', 'closed', { of, state })}
${choice('Everybody’s, open', 'all', 'open', { of, state })}
</nav>
${reports.length === 0 ? html`<p class="quiet">Nothing is reported here.</p>` : html`<ul class="plain">${reports.map((one) => card(one, now))}</ul>`}
${next === null ? null : html`<p><a href="/reports?${query(of, state)}&amp;cursor=${encodeURIComponent(next)}">More</a></p>`}`

const query = (of: ReportsPage['of'], state: ReportState): Html => html`of=${of}&amp;state=${state}`

const choice = (
  words: string,
  of: ReportsPage['of'],
  state: ReportState,
  now: Pick<ReportsPage, 'of' | 'state'>,
): Html =>
  of === now.of && state === now.state
    ? html`<a href="/reports?${query(of, state)}" aria-current="page">${words}</a>`
    : html`<a href="/reports?${query(of, state)}">${words}</a>`

const card = (report: ReportView, now: Instant): Html => {
  const items = report.items.filter(({ state }) => state === report.state)
  return html`<li class="card">
<p><a href="/reports/${report.id}"><strong>${plainly(report.page.title)}</strong></a>
<span class="state">${stateWords[report.state]}</span></p>
<ul>${items
    .slice(0, 5)
    .map(
      ({ judged, subject, kind }) =>
        html`<li><code>${plainly(subject)}</code> <span class="quiet">${kind}</span> ${judged === null || !('because' in judged.judgement) ? null : plainly(judged.judgement.because)}</li>`,
    )}</ul>
${items.length > 5 ? html`<p class="quiet">and ${items.length - 5} more</p>` : null}
<p class="quiet">since ${moment(report.openedAt, now)}; ${servedWords(report)}; ${ownerWords(report)}</p>
</li>`
}

export const servedWords = ({ served }: ReportView): string =>
  served.times === 0
    ? `not served in the last ${served.days} days`
    : `served ${served.times === 1 ? 'once' : `${served.times} times`} in the last ${served.days} days`

export const ownerWords = ({ owner }: ReportView): Html =>
  owner.person !== null
    ? html`${owner.person}’s, by ${sourceWords[owner.by ?? 'page']}`
    : owner.named === null
      ? html`nobody’s`
      : html`nobody’s: ${plainly(owner.named)} is no configured person with the scope owner or engineer who may read it`

const sourceWords: Readonly<Record<NonNullable<ReportView['owner']['by']>, string>> = {
  page: 'the page’s own word',
  codeowners: 'CODEOWNERS of the code that it speaks of',
  source: 'the owner of its source',
  'handed-over': 'handing over',
}
