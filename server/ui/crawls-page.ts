import type { CrawlSummary, SourceView } from '../../src/domain/crawl.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Health } from '../../src/domain/requests.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import type { SurveyRun } from '../../src/domain/survey-run.ts'
import { type Html, html, plainly } from './html.ts'
import { hidden } from './layout.ts'
import { commitWords } from './verdict-part.ts'
import { moment } from './words.ts'

/** How the pages and the code are looked at. */
export interface CrawlsPage {
  readonly sources: readonly SourceView[]
  readonly repositories: Health['repositories']
  readonly run: SurveyRun | null
  readonly session: Session
  readonly now: Instant
}

export const crawlsPage = ({ sources, repositories, run, session, now }: CrawlsPage): Html => html`
<p>Pages are fetched from their sources, and the code is gone over, from time to time by themselves. What runs is counted on here as it goes; without scripts, load the page again.</p>
<h2>Sources</h2>
<div class="scroll" role="region" aria-label="Sources" tabindex="0"><table>
<thead><tr><th scope="col">Source</th><th scope="col" class="number">Pages</th><th scope="col">Last look</th><th scope="col">Next look</th><th scope="col">How it stands</th><td></td></tr></thead>
<tbody>${sources.map((source) => sourceRow(source, session, now))}</tbody></table></div>
${sources.map(unreadOf)}
<h2>Code</h2>
<div class="scroll" role="region" aria-label="Repositories" tabindex="0"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">Commit</th><th scope="col">Gone over</th></tr></thead>
<tbody>${repositories.map(({ id, commit, surveyedAt }) => html`<tr><th scope="row">${plainly(id)}</th><td>${commit === null ? '–' : html`<code>${commitWords(commit)}</code>`}</td><td>${surveyedAt === null ? 'never' : moment(surveyedAt, now)}</td></tr>`)}</tbody></table></div>
${run === null ? null : html`<p>${surveyWords(run, now)}</p>`}
<form method="post" action="/surveys">${hidden(session.csrf)}<button>Go over the code now</button></form>`

const sourceRow = (source: SourceView, { csrf }: Session, now: Instant): Html => html`<tr>
<th scope="row">${plainly(source.id)} <span class="quiet">${source.type}</span></th>
<td class="number">${source.pages}</td>
<td>${source.crawledAt === null ? 'never' : moment(source.crawledAt, now)}</td>
<td>${source.nextAt === null ? '–' : source.nextAt.slice(0, 16).replace('T', ' ')}</td>
<td>${source.crawl === null ? 'not looked at yet' : crawlWords(source.crawl)}</td>
<td><form method="post" action="/crawls">${hidden(csrf)}<input type="hidden" name="source" value="${source.id}"><button class="plain" aria-label="Look now at ${source.id}">Look now</button></form></td>
</tr>`

const crawlWords = (crawl: CrawlSummary): Html => {
  const { id, status, pages, changed, gone, failed } = crawl
  if (status === 'failed')
    return html`<span class="bad">failed</span>: ${plainly(failed ?? 'nobody knows why')}`
  if (status === 'finished')
    return html`<span class="good">finished</span>: ${pages} met, ${changed} new or changed, ${gone} gone`
  return html`<span role="status" data-live="/crawls/${id}/events"><span class="odd">running</span>: <span data-field="pages">${pages}</span> met, <span data-field="changed">${changed}</span> new or changed, <span data-field="gone">${gone}</span> gone</span>`
}

/** What could not be read is told by the crawl that found it out. */
const unreadOf = ({ id, crawl }: SourceView): Html | null =>
  crawl === null || crawl.unread.length === 0
    ? null
    : html`<details><summary>${crawl.unread.length} of ${plainly(id)} could not be read</summary><ul>${crawl.unread.slice(0, 100).map(({ path, because }) => html`<li><code>${plainly(path)}</code>: ${plainly(because)}</li>`)}</ul></details>`

const surveyWords = (run: SurveyRun, now: Instant): Html =>
  run.status === 'running'
    ? html`<span role="status" data-live="/surveys/events"><span class="odd">running</span>: <span data-field="what">${run.what}</span>, <span data-field="done">${run.done}</span> of <span data-field="total">${run.total ?? '–'}</span></span>`
    : html`The last time it <span class="${run.status === 'finished' ? 'good' : 'bad'}">${run.status}</span>, ${moment(run.finishedAt ?? run.startedAt, now)}.`
