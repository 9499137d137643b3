import type { Answer } from '../../src/domain/answer.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { type Html, html, plainly } from './html.ts'
import { hidden } from './layout.ts'
import { decisionBadge } from './verdict-part.ts'
import { moment } from './words.ts'

/** Where people ask, with what they asked last. */
export interface AskPage {
  readonly last: readonly Answer[]
  readonly session: Session
  readonly now: Instant
}

export const askPage = ({ last, session, now }: AskPage): Html => html`
<p>The answer is made of whole sentences of your company’s pages, and every source is tagged with its age and with what code says against it.</p>
${askForm(session)}
${
  last.length === 0
    ? null
    : html`<h2>What you asked last</h2>
<ul class="plain rows">${last.map(
        (one) =>
          html`<li>${decisionBadge(one.verdict.decision)} <a href="/answers/${one.id}">${plainly(one.query)}</a> <span class="quiet">${moment(one.answeredAt, now)}</span></li>`,
      )}</ul>`
}`

/** The box, with a question in it that is to be asked again or otherwise. */
export const askForm = (
  { csrf }: Pick<Session, 'csrf'>,
  query = '',
): Html => html`<form class="ask" method="post" action="/answers">
${hidden(csrf)}
<label for="query">Your question</label>
<textarea id="query" name="query" required maxlength="2000" rows="2">${query}</textarea>
<fieldset><legend>What is it for?</legend>
<label><input type="radio" name="intent" value="inform" checked> to know</label>
<label><input type="radio" name="intent" value="act"> to change something <span class="quiet">(sources are held to more)</span></label>
</fieldset>
<div><button>Ask</button></div>
</form>`
