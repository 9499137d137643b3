import type { WithheldCitation } from '../../src/domain/answer.ts'
import type { CitationToday } from '../../src/domain/explanation.ts'
import { freshnessBadge, pageLink } from './citation-part.ts'
import { type Html, html, plainly } from './html.ts'

/** One row: what was said then, and what would be said today. */
type Row = readonly [what: string, then: Html | string, now: Html | string, isSame: boolean]

/** What a citation said then, beside what would be said of the same passage today. */
export function thenAndNow(citation: WithheldCitation, today: CitationToday): Html {
  const { id, page, heading } = citation
  const rows = today.is === 'not-there' ? gone(citation) : rowsOf(citation, today.now, today.is)
  const changed = rows.filter(([, , , isSame]) => !isSame).length
  return html`<section class="compare" aria-labelledby="now-${id}">
<h3 id="now-${id}"><span class="ref">${id}</span> ${pageLink(page)}${heading.length === 0 ? null : html` <span class="quiet">› ${plainly(heading.join(' › '))}</span>`}</h3>
<table><thead><tr><td></td><th scope="col">Then</th><th scope="col">Now</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>
<p class="quiet">${changed === 0 ? 'Nothing has changed.' : 'What is marked has changed.'}</p>
</section>`
}

const row = ([what, then, now, isSame]: Row): Html =>
  html`<tr><th scope="row">${what}</th><td>${then}</td><td>${isSame ? now : html`<span class="changed">${now}</span>`}</td></tr>`

const gone = ({ freshness, revision }: WithheldCitation): readonly Row[] => [
  ['State', freshnessBadge(freshness.state), 'not there, or not yours to read', false],
  ['Revision', revisionWords(revision), '–', false],
]

function rowsOf(
  then: WithheldCitation,
  now: WithheldCitation,
  words: 'same' | 'changed',
): readonly Row[] {
  const same = (a: string, b: string): readonly [string, string, boolean] => [a, b, a === b]
  return [
    [
      'State',
      freshnessBadge(then.freshness.state),
      freshnessBadge(now.freshness.state),
      then.freshness.state === now.freshness.state,
    ],
    ['Words', 'as cited', words === 'same' ? 'the same' : 'others stand there', words === 'same'],
    ['Revision', ...same(revisionWords(then.revision), revisionWords(now.revision))],
    ['Against it', ...same(againstWords(then), againstWords(now))],
    ['Claims', ...same(claimWords(then), claimWords(now))],
    [
      'Changed',
      ...daysRow(
        then.age.sectionDays ?? then.age.contentDays,
        now.age.sectionDays ?? now.age.contentDays,
      ),
    ],
    [
      'Commits behind',
      ...same(String(then.age.commitsBehind ?? '–'), String(now.age.commitsBehind ?? '–')),
    ],
    ['Owner', ...same(then.page.owner ?? 'nobody', now.page.owner ?? 'nobody')],
    ['Judged by', ...same(judgedWords(then), judgedWords(now))],
  ]
}

/** That days have passed is no change of the page; that it is younger is. */
const daysRow = (then: number | null, now: number | null): readonly [string, string, boolean] => [
  daysWords(then),
  daysWords(now),
  now === null ? then === null : then !== null && now >= then,
]

const daysWords = (days: number | null): string =>
  days === null ? 'undated' : `${days} days earlier`

const revisionWords = (revision: string): string => revision.replace(/^sha256:/, '').slice(0, 12)

const againstWords = ({ contradictions }: WithheldCitation): string =>
  contradictions.length === 0
    ? 'nothing'
    : contradictions.map(({ subject, status }) => `${subject} ${status}`).join(', ')

const claimWords = ({ claims }: WithheldCitation): string =>
  `${claims.holds} borne out, ${claims.contradicted} contradicted, ${claims.moved} moved, ${claims.unknown} not judged`

const judgedWords = ({ judgedBy }: WithheldCitation): string =>
  judgedBy.length === 0
    ? 'no code'
    : judgedBy
        .map(
          ({ repository, commit }) =>
            `${repository} at ${commit.replace('version:', '').slice(0, 7)}`,
        )
        .join(', ')
