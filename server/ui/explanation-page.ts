import type { Statement, Verification, WithheldCitation } from '../../src/domain/answer.ts'
import type { Explanation } from '../../src/domain/explanation.ts'
import type { Instant } from '../../src/domain/instant.ts'
import { adviceGraph } from './advice-graph.ts'
import { statementWords } from './answer-page.ts'
import { candidatesPart } from './candidates-part.ts'
import { citationPart, withheldPart } from './citation-part.ts'
import { commandTable, unseenParts } from './command-table.ts'
import { graphPart } from './graph.ts'
import { exactly, type Html, html, plainly } from './html.ts'
import { policyPart, receiptPart } from './receipt-part.ts'
import { thenAndNow } from './then-and-now.ts'
import { verdictPart } from './verdict-part.ts'
import { moment } from './words.ts'

/** All that led to an answer or a verification, for whoever asks why. */
export const explanationPage = (explanation: Explanation, now: Instant): Html => {
  const { record, principal, provenance, receipt, status, policy } = explanation
  const given = record.about === 'answer' ? record.answer : record.verification
  const aside = 'withheld' in given ? given.withheld : []
  const at = 'answeredAt' in given ? given.answeredAt : given.verifiedAt
  return html`
<p class="quiet">${record.about === 'answer' ? 'Asked' : 'Sent to be verified'} by <strong>${plainly(principal)}</strong> ${moment(at, now)}; <code>${given.id}</code></p>
${verdictPart(given.verdict, 'unblock' in given ? given.unblock : [])}
${record.about === 'verification' ? judged(record.verification) : null}
${'statements' in given && given.statements.length > 0 ? statementsPart(given.statements) : null}
<h2>Then and now</h2>
${comparisons(explanation, [...given.citations, ...aside.map(({ citation }) => citation)])}
<h2>Where it came from</h2>
${graphPart(adviceGraph(explanation), 'Where it came from')}
${given.citations.length === 0 ? null : html`<h2>Sources, as they were cited</h2><ul class="plain">${given.citations.map(citationPart)}</ul>`}
${aside.length === 0 ? null : html`<h2>Set aside, as it was then</h2><ul class="plain">${aside.map(({ citation, reasons }) => withheldPart(citation, reasons))}</ul>`}
${provenance === null ? null : html`<h2>Passages that were looked at</h2>${candidatesPart(provenance.candidates)}`}
<h2>Policy</h2>
${policyPart(receipt, policy)}
<h2>Receipt</h2>
${receiptPart({ receipt, status, now })}`
}

/** What was to be verified, in its own words. */
const judged = ({ task, action, environments, intent }: Verification): Html => html`<dl>
${task === null ? null : html`<dt>Task</dt><dd>${exactly(task)}</dd>`}
${environments.length === 0 ? null : html`<dt>Aimed at</dt><dd>${environments.join(', ')}</dd>`}
${intent === null ? null : html`<dt>Judged as</dt><dd>${{ inform: 'to know', act: 'to change something', destroy: 'to destroy something' }[intent]}</dd>`}
</dl>
${action === null ? null : html`<h2>The action</h2>${commandTable(action.commands)}${unseenParts(action.unseen)}`}`

const supportWords = {
  supported: ['good', 'borne out'],
  'partially-supported': ['odd', 'borne out in part'],
  contradicted: ['bad', 'contradicted'],
  'not-enough-info': ['odd', 'no source says so'],
  'not-checkable': ['quiet', 'nothing to check'],
} as const

const statementsPart = (statements: readonly Statement[]): Html => html`<h2>What was said</h2>
<ol class="statements">${statements.map(({ text, support, citations }) => html`<li><div>${statementWords(text)}</div> <span class="${supportWords[support][0]}">${supportWords[support][1]}</span>${citations.map((id) => html` <a class="ref" href="#${id}">${id}</a>`)}</li>`)}</ol>`

function comparisons({ today }: Explanation, citations: readonly WithheldCitation[]): Html {
  if (citations.length === 0) return html`<p class="quiet">It rests on no page.</p>`
  return html`${citations.map((one) => thenAndNow(one, today.get(one.id) ?? { is: 'not-there' }))}`
}
