import type { Instant } from '../../src/domain/instant.ts'
import type { Review } from '../../src/domain/review.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { exactly, type Html, html } from './html.ts'
import { hidden } from './layout.ts'
import { moment } from './words.ts'

/** Sampled advice that went through without people, for one of them to look at. */
export interface ReviewsPage {
  readonly reviews: readonly Review[]
  readonly session: Session
  readonly now: Instant
}

export const reviewsPage = ({ reviews, session, now }: ReviewsPage): Html => html`
<p>Advice that Plumbline let through by itself, sampled by its risk. Reviewing allows nothing: it tells whether the rules are right.</p>
${reviews.length === 0 ? html`<p class="quiet">Nothing is to be reviewed.</p>` : html`<ul class="plain">${reviews.map((one) => card(one, session, now))}</ul>`}`

const card = (review: Review, { csrf }: Session, now: Instant): Html => {
  const { verification, risk, principal, decision, intent, task, commands, sampledAt } = review
  return html`<li class="card">
<p><span class="state${risk === 'high' ? ' bad' : ''}">${risk} risk</span> <strong>${principal}</strong> was told <strong>${decision}</strong>, to ${intent}, ${moment(sampledAt, now)}</p>
${task === null ? null : html`<p>Its task: ${exactly(task)}</p>`}
${commands.length === 0 ? null : html`<pre tabindex="0" aria-label="Commands">${exactly(commands.join('\n'))}</pre>`}
<p class="quiet">${verification}</p>
<form method="post" action="/reviews/${verification}">
${hidden(csrf)}
<label for="c-${verification}">Comment</label>
<textarea id="c-${verification}" name="comment" maxlength="2000"></textarea>
<div><button class="approve" name="found" value="right">Seen, and right</button><button class="refuse" name="found" value="wrong">Wrong: it should not have gone through</button></div>
</form>
</li>`
}
