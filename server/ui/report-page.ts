import type { Finding } from '../../src/domain/finding.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { ReportItemView, ReportView } from '../../src/domain/report.ts'
import type { PageView } from '../../src/domain/requests.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { exactly, type Html, html, plainly } from './html.ts'
import { reportForms } from './report-forms.ts'
import { ownerWords, servedWords, stateWords } from './reports-page.ts'
import { spot } from './verdict-part.ts'
import { count, moment } from './words.ts'

/** What an owner needs to mend a page: the passage, the code, who was told, and what to do. */
export interface ReportPage {
  readonly report: ReportView
  /** The page as it is now; null where it is gone. */
  readonly page: PageView | null
  readonly session: Session
  readonly now: Instant
}

export const reportPage = (shown: ReportPage): Html => {
  const { report, now } = shown
  return html`
<p><span class="state">${stateWords[report.state]}</span> <span class="quiet">${ownerWords(report)}; ${servedWords(report)}</span></p>
${where(report)}
${report.whyNotYou === null && report.state !== 'closed' ? html`<p><a href="#decide">Say what became of it</a></p>` : null}
${report.items.filter(({ state }) => state !== 'closed').map((item) => section(item, shown))}
${servedTo(report)}
${history(report, now)}
${reportForms(shown)}`
}

/** Only an address of the web is a link: a page may say of itself what it likes. */
const where = ({ page: { url, id } }: ReportView): Html =>
  url !== null && /^https?:\/\//i.test(url)
    ? html`<p><a href="${url}" rel="noreferrer">Open the page where it is written</a></p>`
    : html`<p class="quiet">${plainly(id)}</p>`

const section = (item: ReportItemView, shown: ReportPage): Html => {
  const { judged, subject, kind, finding } = item
  return html`<section aria-labelledby="${finding}">
<h2 id="${finding}"><code>${plainly(subject)}</code> ${judged?.status ?? 'is being looked at'}</h2>
<p class="quiet">${kind}; found ${moment(item.openedAt, shown.now)}${item.returned === 0 ? '' : `; it came back ${item.returned === 1 ? 'once' : `${item.returned} times`}`}${item.commitsBehind === null ? '' : `; ${count(item.commitsBehind, 'commit')} changed the code since`}${item.state === 'set-aside' ? `; set aside${item.setAsideUntil === null ? '' : ` until ${item.setAsideUntil.slice(0, 10)}`}` : ''}</p>
${judged === null ? null : html`<div class="pair"><div>${passage(judged, shown.page)}</div><div>${code(judged)}</div></div>${mending(judged)}`}
</section>`
}

/** So much of a passage is shown on either side of the claim, in UTF-16 units. */
const around = 300

function passage({ claim }: Finding, page: PageView | null): Html {
  const found = page?.passages.find(({ id }) => id === claim.passage)
  const text = page?.page.text ?? ''
  const [from, to] = claim.span
  // What changed meanwhile may stand elsewhere: the quote is what was judged.
  if (found === undefined || text.slice(from, to) === '' || !text.includes(claim.quote))
    return html`<h3>What the page says</h3><blockquote>${plainly(claim.quote)}</blockquote>`
  const start = Math.max(found.span[0], from - around)
  const end = Math.min(found.span[1], to + around)
  return html`<h3>What the page says</h3>
<blockquote class="passage">${start > found.span[0] ? '… ' : null}${plainly(text.slice(start, from))}<mark class="claim">${plainly(text.slice(from, to))}</mark>${plainly(text.slice(to, end))}${end < found.span[1] ? ' …' : null}</blockquote>
<p class="quiet">line ${claim.line}${claim.heading.length === 0 ? null : html`, under ${plainly(claim.heading.join(' › '))}`}</p>`
}

function code({ judgement }: Finding): Html | null {
  if (judgement.status !== 'contradicted' && judgement.status !== 'moved') return null
  const { because, evidence, since } = judgement
  return html`<h3>What the code says</h3>
<p>${plainly(because)}</p>
${evidence.map(spot)}
${
  since === null
    ? null
    : html`<p>Since ${since.commit === null ? `version ${since.version ?? '?'}` : html`commit <code>${since.commit.slice(0, 12)}</code>`}${since.date === null ? null : ` of ${since.date.slice(0, 10)}`}${since.author === null ? null : html` by ${plainly(since.author)}`}${since.subject === null ? null : html`: “${plainly(since.subject)}”`}</p>`
}`
}

const mending = ({ suggestion }: Finding): Html | null =>
  suggestion === null
    ? null
    : html`<h3>What would mend it</h3>
<pre tabindex="0" aria-label="The edit of line ${suggestion.line}"><del>- ${exactly(suggestion.old)}</del><ins>+ ${exactly(suggestion.new)}</ins></pre>
<p class="quiet">line ${suggestion.line}</p>`

const servedTo = ({ served }: ReportView): Html => html`<h2>Who was served it</h2>
<p>${served.times === 0 ? 'Nobody' : served.times === 1 ? 'Once' : `${served.times} times`} in the last ${served.days} days, cited or found and set aside.</p>
${
  served.to === null || served.to.length === 0
    ? null
    : html`<ul>${served.to.slice(0, 20).map(({ principal, times }) => html`<li>${principal}: ${times}</li>`)}</ul>`
}`

const rechecks = {
  closed: 'it was not found any more',
  'still-found': 'it was still found',
  'under-way': 'it is being looked at',
  'not-checked': 'the page could not be read again',
} as const

const history = ({ decisions }: ReportView, now: Instant): Html | null =>
  decisions.length === 0
    ? null
    : html`<h2>What was said</h2>
<ul>${decisions.map(
        (one) =>
          html`<li>${one.person}: ${one.decision}${one.finding === null ? null : html` (<a href="#${one.finding}">${one.finding}</a>)`} ${moment(one.at, now)}${one.until === null ? null : `, until ${one.until.slice(0, 10)}`}${one.recheck === null ? null : `; ${rechecks[one.recheck]}`}${[one.evidence, one.page, one.to, one.comment].map((words) => (words === null ? null : html`: ${plainly(words)}`))}</li>`,
      )}</ul>`
