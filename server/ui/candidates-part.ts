import type { Provenance } from '../../src/domain/requests.ts'
import { type Html, html, plainly } from './html.ts'

/** Passages that were looked at, the best first, with what their scores are made of. */
export function candidatesPart(candidates: Provenance['candidates']): Html {
  if (candidates.length === 0)
    return html`<p class="quiet">No passage that you may read came near the question.</p>`
  const parts = [...new Set(candidates.flatMap((one) => Object.keys(one.parts)))]
  return html`<div class="scroll" role="region" aria-label="Candidates" tabindex="0"><table>
<caption class="quiet">Every part of a score goes from 0 to 1</caption>
<thead><tr><th scope="col">Passage</th><th scope="col">What became of it</th><th scope="col" class="number">Score</th>${parts.map((part) => html`<th scope="col" class="number">${part}</th>`)}</tr></thead>
<tbody>${candidates.map(
    (one) => html`<tr>
<th scope="row">${plainly(one.title)}${one.heading.length === 0 ? null : html` <span class="quiet">› ${plainly(one.heading.join(' › '))}</span>`}</th>
<td>${one.used ? html`<strong class="good">used</strong>: ` : null}${one.because}</td>
<td class="number">${figure(one.score)}</td>
${parts.map((part) => html`<td class="number">${figure(one.parts[part])}</td>`)}
</tr>`,
  )}</tbody></table></div>`
}

const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2))
