import type { ApprovalView } from '../../src/domain/approval.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { commandTable, unseenParts } from './command-table.ts'
import { exactly, type Html, html } from './html.ts'
import { hidden } from './layout.ts'
import { moment, peopleWords, placeWords, stateWords } from './words.ts'

/** What a person sees before deciding: exactly what would run, where, as whom, for what, and what stands against it. */
export interface ApprovalPage {
  readonly approval: ApprovalView
  /** Earlier requests of the same asker for the same action. */
  readonly earlier: readonly ApprovalView[]
  readonly session: Session
  readonly now: Instant
}

export const titleOf = (approval: ApprovalView): string =>
  `${approval.requestedBy} wants to act ${placeWords(approval)}`

export const approvalPage = (view: ApprovalPage): Html => html`
<p><span class="state">${stateWords[view.approval.state]}</span> <span class="quiet">needs ${peopleWords(view.approval)}; ${countOf(view.approval)}</span></p>
<h2>What would run</h2>
${command(view.approval)}
${commands(view.approval)}
${redacted(view.approval)}
<h2>Where, as whom, for what</h2>
${facts(view)}
<h2>What stands against it</h2>
<ul>${view.approval.shown.reasons.map(({ code, message }) => html`<li>${exactly(message)} <code class="quiet">${code}</code></li>`)}</ul>
${decisions(view)}
${deciders(view.approval)}
${earlier(view)}
${forms(view)}`

const countOf = ({ counted, decisions }: ApprovalView): string =>
  decisions.length === 0 ? 'nobody has decided' : `${counted.approvers} approved so far`

const command = ({ shown }: ApprovalView): Html =>
  shown.command === null
    ? html`<p>The commands stand in the text of the advice.</p>`
    : html`<pre tabindex="0" aria-label="The command">${exactly(shown.command)}</pre>`

const commands = ({ shown }: ApprovalView): Html =>
  html`${commandTable(shown.commands)}${unseenParts(shown.unseen)}`

/** Where the words aim at more than was said, both are told. */
const environmentOf = ({ environment, environments }: ApprovalView): string | null =>
  environments.length > 1 && environment !== null
    ? `${environments.join(', ')} (it says ${environment})`
    : (environments[0] ?? null)

/** What is hidden is told: the approval is bound to it all the same. */
const redacted = ({ shown }: ApprovalView): Html | null =>
  JSON.stringify([shown.command, shown.commands]).includes('[redacted:')
    ? html`<p class="notice">What looks like a secret is not shown: it stands as [redacted:…]. The approval is bound to what it is.</p>`
    : null

function facts({ approval, now }: ApprovalPage): Html {
  const { shown, requestedBy, owner } = approval
  const asker = owner === null ? requestedBy : `${requestedBy}, the agent of ${owner}`
  const rows: readonly (readonly [string, Html | string | null])[] = [
    ['Environment', environmentOf(approval)],
    ['Role', approval.role],
    ['Runs as', approval.runAs],
    ['Working directory', shown.workingDirectory],
    ['Aimed at', shown.resource],
    ['Asked by', asker],
    ['Its task', approval.task],
    ['It adds', approval.note],
    ['Asked', moment(approval.requestedAt, now)],
    ['Expires', moment(approval.expiresAt, now)],
    ['Bound to', html`<code>${approval.action}</code>`],
  ]
  // Of these the page says so where nobody told: they are part of what is approved.
  const always: readonly string[] = [
    'Environment',
    'Role',
    'Runs as',
    'Working directory',
    'Its task',
  ]
  const told = rows.filter(([name, value]) => value !== null || always.includes(name))
  return html`<dl>${told.map(
    ([name, value]) =>
      html`<dt>${name}</dt><dd>${value === null ? html`<span class="quiet">not said</span>` : typeof value === 'string' ? exactly(value) : value}</dd>`,
  )}</dl>`
}

const decisions = ({ approval, now }: ApprovalPage): Html | null =>
  approval.decisions.length === 0
    ? null
    : html`<h2>Who decided</h2>
<ul>${approval.decisions.map(
        ({ person, decision, senior, at, comment }) =>
          html`<li>${person}${senior ? ' (senior)' : ''} ${decision === 'approve' ? html`<span class="good">approved</span>` : html`<span class="bad">refused</span>`} ${moment(at, now)}${comment === null ? null : html`: “${exactly(comment)}”`}</li>`,
      )}</ul>`

/** Who could decide: where they are too few, waiting is in vain. */
function deciders({ state, deciders: people, approvers, senior }: ApprovalView): Html | null {
  if (state !== 'waiting') return null
  const names = people.map((one) => `${one.person}${one.senior ? ' (senior)' : ''}`).join(', ')
  const isEnough = people.length >= approvers && people.filter((one) => one.senior).length >= senior
  return isEnough
    ? html`<p class="quiet">May decide: ${names}</p>`
    : html`<p class="notice bad">It cannot be approved as things are: it needs ${peopleWords({ approvers, senior })}, and ${names === '' ? 'nobody who is configured' : `only ${names}`} may decide on it. An operator gives others the scope, or somebody refuses it.</p>`
}

const earlier = ({ earlier: requests, now }: ApprovalPage): Html | null =>
  requests.length === 0
    ? null
    : html`<h2>The same action was asked for before</h2>
<ul>${requests.map(
        (one) =>
          html`<li><a href="/approvals/${one.id}">${moment(one.requestedAt, now)}</a>: ${stateWords[one.state]}${one.decisions.map(({ person, decision, comment }) => (decision === 'refuse' ? html` by ${person}${comment === null ? null : html`: “${exactly(comment)}”`}` : null))}</li>`,
      )}</ul>`

function forms({ approval, session }: ApprovalPage): Html {
  const { id, state, whyNotYou, requestedBy, owner, decisions } = approval
  const isOpen = state === 'waiting' || state === 'approved'
  if (!isOpen) return html`<p class="notice">Nothing is left to decide: ${stateWords[state]}.</p>`
  const isOwn = session.person.id === requestedBy || session.person.id === owner
  const withdraw = isOwn
    ? html`<form method="post" action="/approvals/${id}/withdrawal">${hidden(session.csrf)}<button>Withdraw the request</button></form>`
    : null
  if (whyNotYou !== null)
    return html`<p class="notice">You cannot decide on this: ${whyNotYou}.</p>${withdraw}`
  const mine = decisions.find(({ person }) => person === session.person.id)
  const approve = state === 'waiting' && mine === undefined
  return html`<h2>Your decision</h2>
${mine === undefined ? null : html`<p class="notice">You approved it. Until it is used up you can still refuse it.</p>`}
<form method="post" action="/approvals/${id}/decisions">
${hidden(session.csrf)}
<label for="comment">Why <span class="quiet">(whoever asked can read it)</span></label>
<textarea id="comment" name="comment" maxlength="2000"></textarea>
<div>
${approve ? html`<button class="approve" name="decision" value="approve">Approve: it may run once</button>` : null}
<button class="refuse" name="decision" value="refuse">Refuse</button>
</div>
</form>`
}
