import type { WithheldCitation } from '../../src/domain/answer.ts'
import type { Citation, Contradiction } from '../../src/domain/citation.ts'
import type { Age, FreshnessState } from '../../src/domain/freshness.ts'
import type { Reason } from '../../src/domain/verdict.ts'
import { exactly, type Html, html, plainly } from './html.ts'
import { reasonList, spot } from './verdict-part.ts'
import { count, duration } from './words.ts'

/** How much a state weighs: what speaks against a page, what makes it doubtful, and what is well. */
export const weightOf: Readonly<Record<FreshnessState, 'bad' | 'odd' | 'good'>> = {
  gone: 'bad',
  contradicted: 'bad',
  superseded: 'bad',
  expired: 'odd',
  unreachable: 'odd',
  unknown: 'odd',
  stale: 'odd',
  aging: 'odd',
  fresh: 'good',
}

export const freshnessBadge = (state: FreshnessState): Html =>
  html`<span class="state ${weightOf[state]}">${state}</span>`

/** A source that was used, tagged with its age and with what code says against it. */
export const citationPart = (citation: Citation): Html =>
  html`<li class="card" id="${citation.id}">${top(citation)}
${rest(citation)}
<details><summary>The words that are quoted</summary><blockquote class="passage">${plainly(citation.quote)}</blockquote></details></li>`

/** A source that was set aside, and why; its words are left out. */
export const withheldPart = (
  citation: WithheldCitation,
  reasons: readonly Reason[],
): Html => html`<li class="card" id="${citation.id}">${top(citation)}
${reasonList(reasons.filter(({ finding }) => !citation.contradictions.some((one) => one.finding === finding)))}
${rest(citation)}</li>`

const top = ({ id, page, heading, freshness }: WithheldCitation): Html => html`
<p class="cited"><span class="ref">${id}</span> ${pageLink(page)}${heading.length === 0 ? null : html` <span class="quiet">› ${plainly(heading.join(' › '))}</span>`} ${freshnessBadge(freshness.state)}</p>`

/** Only an address of the web is a link: a page may say of itself what it likes. */
export const pageLink = ({ title, url }: Pick<Citation['page'], 'title' | 'url'>): Html =>
  url !== null && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noreferrer">${plainly(title)}</a>`
    : html`<strong>${plainly(title)}</strong>`

const rest = ({ page, age, freshness, claims, contradictions }: WithheldCitation): Html => html`
<p class="quiet">${ageWords(age)}; ${page.genre}${page.owner === null ? ', owned by nobody' : html`, owned by ${plainly(page.owner)}`}${claimWords(claims)}</p>
${freshness.state === 'fresh' ? null : html`<ul class="quiet">${freshness.because.map((words) => html`<li>${plainly(words)}</li>`)}</ul>`}
${contradictions.map(contradictionPart)}`

/** What code says against one claim, with the edit that would mend it. */
const contradictionPart = (one: Contradiction): Html => html`<div class="against ${one.status}">
<p><code>${plainly(one.subject)}</code> <span class="${one.status === 'moved' ? 'odd' : 'bad'}">${one.status}</span>: ${plainly(one.because)}</p>
${one.evidence.map(spot)}
${
  one.suggestion === null
    ? null
    : html`<pre tabindex="0" aria-label="The edit of line ${one.suggestion.line}"><del>- ${exactly(one.suggestion.old)}</del><ins>+ ${exactly(one.suggestion.new)}</ins></pre>`
}
</div>`

/** What is known of a source's age, in one line. */
export function ageWords(age: Age): string {
  const days = age.sectionDays ?? age.contentDays
  const known = [
    days === null ? 'undated' : `changed ${daysWords(days)}`,
    ...(age.reviewedDays === null ? [] : [`reviewed ${daysWords(age.reviewedDays)}`]),
    ...(age.commitsBehind ? [`${count(age.commitsBehind, 'commit')} behind the code`] : []),
    ...(age.copySeconds === null ? [] : [`our copy is ${duration(age.copySeconds)} old`]),
  ]
  return known.join(', ')
}

const daysWords = (days: number): string => (days === 0 ? 'today' : `${count(days, 'day')} ago`)

/** How its claims fared, where there were any. */
function claimWords(claims: WithheldCitation['claims']): string {
  const told = [
    [claims.holds, 'borne out'],
    [claims.contradicted, 'contradicted'],
    [claims.moved, 'moved'],
    [claims.unknown, 'that code cannot judge'],
  ] as const
  const some = told.filter(([many]) => many > 0).map(([many, words]) => `${many} ${words}`)
  return some.length === 0 ? '' : `; claims: ${some.join(', ')}`
}
