import type { Answer, GivenAnswer } from '../../src/domain/answer.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { askForm } from './ask-page.ts'
import { citationPart, withheldPart } from './citation-part.ts'
import { type Html, html, plainly } from './html.ts'
import { verdictPart } from './verdict-part.ts'
import { moment } from './words.ts'

/** An answer as it was given: the verdict first, then the words, then what they rest on. */
export interface AnswerPage {
  readonly answer: Answer
  readonly session: Session
  readonly now: Instant
}

export const answerPage = ({ answer, session, now }: AnswerPage): Html => html`
${verdictPart(answer.verdict, 'unblock' in answer ? answer.unblock : [])}
${(answer.readAs ?? []).map(({ asked, read }) => html`<p class="notice">“${plainly(asked)}” stands nowhere; looked for “${plainly(read)}”.</p>`)}
${'text' in answer ? words(answer) : null}
${
  answer.citations.length === 0
    ? null
    : html`<h2>Sources</h2><ul class="plain">${answer.citations.map(citationPart)}</ul>`
}
${
  answer.withheld.length === 0
    ? null
    : html`<h2>Set aside</h2>
<p class="quiet">These pages speak of it, and are not quoted: what they say is not to be followed.</p>
<ul class="plain">${answer.withheld.map(({ citation, reasons }) => withheldPart(citation, reasons))}</ul>`
}
<p><a href="/explain/${answer.id}">How it came about</a>: passages that were looked at, claims, code, policy, receipt.</p>
<p class="quiet">Answered ${moment(answer.answeredAt, now)}. Its id is <code>${answer.id}</code>.</p>
<h2>Ask again, or otherwise</h2>
${askForm(session, answer.query)}`

/** Every statement in the words of its page, with where they stand. */
const words = ({ statements, composition }: GivenAnswer): Html => html`<div class="answer">
${statements.map(({ text, citations }) => html`<p>${statementWords(text)}${citations.map((id) => html` <a class="ref" href="#${id}">${id}</a>`)}</p>`)}
</div>
${composition === undefined ? null : html`<p class="quiet">${composition.is === 'composed' ? `Put in these words by ${composition.by}; each statement was held to its source` : 'In the words of the pages'}${composition.because === null ? '' : `: ${composition.because}`}.</p>`}`

/** Code in a statement looks like code; all else stands as it is written. */
export const statementWords = (text: string): readonly Html[] =>
  text
    .split(/(\s*```[\s\S]*?```\s*|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 0 ? plainly(part) : codeWords(part)))

function codeWords(part: string): Html {
  const fenced = /^\s*```[^\n]*\n([\s\S]*?)\s*```\s*$/.exec(part)
  return fenced
    ? html`<code class="lines">${plainly(outdented(fenced[1] ?? ''))}</code>`
    : html`<code>${plainly(part.replaceAll('`', ''))}</code>`
}

/** Code in a list item is indented as the item is. */
function outdented(code: string): string {
  const lines = code.split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const least = Math.min(...indents)
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)).join('\n') : code
}
