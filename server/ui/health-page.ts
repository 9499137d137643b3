import type { CorpusFilter, CorpusView, PageCounts } from '../../src/domain/corpus.ts'
import { type FreshnessState, freshnessStates } from '../../src/domain/freshness.ts'
import { freshnessBadge } from './citation-part.ts'
import { type Html, html, plainly } from './html.ts'
import { shareBar, trendPlot, weighed, weights, weightWords } from './trend-plot.ts'
import { count, moment, percent } from './words.ts'

/** How the pages stand that a person may read. */
export interface HealthPage {
  readonly corpus: CorpusView
  readonly filter: CorpusFilter
}

const meanings: Readonly<Record<FreshnessState, string>> = {
  gone: 'its source does not have it any more',
  contradicted: 'code says otherwise',
  superseded: 'another page stands in its place',
  expired: 'its review is overdue',
  unreachable: 'we could not look at it, or at its code, for too long',
  unknown: 'nobody knows how old it is',
  stale: 'neither changed nor reviewed for too long',
  aging: 'getting old',
  fresh: 'changed or reviewed of late',
}

export function healthPage({ corpus, filter }: HealthPage): Html {
  const { bad, odd, good } = weighed(corpus.states)
  return html`
<p>How ${count(corpus.pages, 'page')} that you may read ${corpus.pages === 1 ? 'stands' : 'stand'}, each as a whole: ${bad} not to be followed, ${odd} doubtful, ${good} well. An answer is held to the very words that it takes.</p>
${narrowed(filter)}
<h2>Over time</h2>
${trend(corpus.days)}
<h2>By state</h2>
${stateTable(corpus)}
<h2>By source</h2>
${countTable(
  'Source',
  corpus.sources.map(({ id, states, crawledAt }) => ({
    name: html`<a href="/health?${new URLSearchParams({ source: id }).toString()}">${plainly(id)}</a>`,
    states,
    more: crawledAt === null ? 'never' : moment(crawledAt, corpus.at),
  })),
  'Looked at',
)}
<h2>By owner</h2>
${countTable(
  'Owner',
  corpus.owners.map(({ owner, states }) => ({ name: ownerLink(owner), states })),
)}`
}

const narrowed = ({ source, owner }: CorpusFilter): Html | null =>
  source === undefined && owner === undefined
    ? null
    : html`<p class="notice">Only pages of ${source === undefined ? (owner ?? 'nobody') : source}. <a href="/health">Show all</a></p>`

const ownerLink = (owner: string | null): Html =>
  html`<a href="/health?${new URLSearchParams({ owner: owner ?? '' }).toString()}">${owner === null ? 'nobody' : plainly(owner)}</a>`

const legend = html`<ul class="legend">${weights.map((weight) => html`<li><svg class="swatch" aria-hidden="true" viewBox="0 0 10 10"><rect class="${weight}" width="10" height="10" rx="2"/></svg> ${weightWords[weight]}</li>`)}</ul>`

function trend(days: CorpusView['days']): Html {
  if (days.length < 2)
    return html`<p class="quiet">It is counted since today; from tomorrow on, a plot shows how it changes.</p>`
  return html`${trendPlot(days)}
${legend}
<details><summary>The same as a table</summary><div class="scroll" role="region" aria-label="Pages by day" tabindex="0"><table>
<thead><tr><th scope="col">Day (UTC)</th>${weights.map((weight) => html`<th scope="col" class="number">${weightWords[weight]}</th>`)}</tr></thead>
<tbody>${days.toReversed().map(({ day, states }) => html`<tr><th scope="row" class="day">${day}</th>${figures(states)}</tr>`)}</tbody></table></div></details>`
}

const figures = (states: PageCounts): readonly Html[] => {
  const parts = weighed(states)
  return weights.map((weight) => html`<td class="number">${parts[weight]}</td>`)
}

const stateTable = ({
  states,
  pages,
}: CorpusView): Html => html`<div class="scroll" role="region" aria-label="Pages by state" tabindex="0"><table>
<thead><tr><th scope="col">State</th><th scope="col" class="number">Pages</th><th scope="col" class="number">Share</th><th scope="col">What it means</th></tr></thead>
<tbody>${freshnessStates
  .filter((state) => (states[state] ?? 0) > 0)
  .map(
    (state) =>
      html`<tr><th scope="row">${freshnessBadge(state)}</th><td class="number">${states[state]}</td><td class="number">${percent((states[state] ?? 0) / pages)}</td><td>${meanings[state]}</td></tr>`,
  )}</tbody></table></div>`

interface CountRow {
  readonly name: Html
  readonly states: PageCounts
  readonly more?: Html | string
}

const countTable = (
  what: string,
  rows: readonly CountRow[],
  more?: string,
): Html => html`<div class="scroll" role="region" aria-label="Pages by ${what.toLowerCase()}" tabindex="0"><table>
<thead><tr><th scope="col">${what}</th><th scope="col" class="number">Pages</th><td></td>${weights.map((weight) => html`<th scope="col" class="number">${weightWords[weight]}</th>`)}${more === undefined ? null : html`<th scope="col">${more}</th>`}</tr></thead>
<tbody>${rows.map((row) => {
  const { bad, odd, good } = weighed(row.states)
  return html`<tr><th scope="row">${row.name}</th><td class="number">${bad + odd + good}</td><td>${shareBar(row.states)}</td>${figures(row.states)}${more === undefined ? null : html`<td>${row.more}</td>`}</tr>`
})}</tbody></table></div>`
