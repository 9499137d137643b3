import type { Instant } from '../../src/domain/instant.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { PolicyView, ReceiptStatus } from '../../src/domain/requests.ts'
import { type Html, html, plainly } from './html.ts'
import { commitWords } from './verdict-part.ts'
import { moment } from './words.ts'

/** What was signed, and how it stands. */
interface Signed {
  readonly receipt: Receipt
  readonly status: ReceiptStatus
  readonly now: Instant
}

const standing = { valid: 'good', expired: 'quiet', recalled: 'bad' } as const

export const receiptPart = ({ receipt: { content }, status, now }: Signed): Html => html`
<p><span class="state ${standing[status.status]}">${status.status}</span> ${plainly(status.because)}</p>
${status.turned.length === 0 ? null : html`<ul>${status.turned.map(({ because }) => html`<li>${plainly(because)}</li>`)}</ul>`}
<dl>
<dt>Receipt</dt><dd><code>${content.id}</code></dd>
<dt>Signed</dt><dd>${moment(content.issuedAt, now)}, until ${moment(content.expiresAt, now)}</dd>
<dt>Code it rests on</dt><dd>${content.surveys.length === 0 ? 'none' : content.surveys.map(({ repository, commit }) => html`${plainly(repository)} at <code>${commitWords(commit)}</code> `)}</dd>
${content.approvals.length === 0 ? null : html`<dt>Approved by</dt><dd>${content.approvals.map(({ by }) => by).join(', ')}</dd>`}
</dl>
${content.facts.length === 0 ? null : factTable(content.facts)}`

const factTable = (
  facts: Receipt['content']['facts'],
): Html => html`<details><summary>Facts that it rests on (${facts.length})</summary>
<div class="scroll" role="region" aria-label="Facts" tabindex="0"><table>
<thead><tr><th scope="col">Fact</th><th scope="col">Kind</th><th scope="col">Value</th><th scope="col">Repository</th></tr></thead>
<tbody>${facts.map(
  ({ subject, kind, value, repository }) =>
    html`<tr><th scope="row"><code>${plainly(subject)}</code></th><td>${kind}</td><td>${value === null ? '–' : html`<code>${plainly(value)}</code>`}</td><td>${plainly(repository.replaceAll(',', ', '))}</td></tr>`,
)}</tbody></table></div></details>`

/** By which policy it was decided, and whether that is still in force. */
export const policyPart = ({ content }: Receipt, now: PolicyView): Html =>
  html`<p><code>${plainly(content.policy.name)}</code> <span class="quiet">${content.policy.sha256.slice(0, 12)}</span>; ${
    content.policy.sha256 === now.sha256
      ? 'the same is in force now'
      : html`<span class="changed">another is in force now: <code>${plainly(now.name)}</code> ${now.sha256.slice(0, 12)}</span>`
  }. It was ${content.mode === 'enforce' ? 'enforced' : 'only told, not enforced'}.</p>`
