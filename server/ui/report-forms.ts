import type { Instant } from '../../src/domain/instant.ts'
import type { ReportItemView, ReportView } from '../../src/domain/report.ts'
import type { Session } from '../../src/domain/sign-in.ts'
import { type Html, html, plainly } from './html.ts'
import { hidden } from './layout.ts'

/** What the forms of a report are made of. */
interface Forms {
  readonly report: ReportView
  readonly session: Session
  readonly now: Instant
}

/** Each decision is a form of its own, which asks for no more than it needs. */
export function reportForms({ report, session, now }: Forms): Html {
  if (report.state === 'closed')
    return html`<p class="notice">Nothing is left to do: it was not found any more.</p>`
  if (report.whyNotYou !== null)
    return html`<p class="notice">You cannot decide on this: ${report.whyNotYou}.</p>`
  const form: Form = (decision, button, fields, item) =>
    html`<form method="post" action="/reports/${report.id}/decisions">
${hidden(session.csrf)}<input type="hidden" name="decision" value="${decision}">
${item === undefined ? null : html`<input type="hidden" name="finding" value="${item.finding}">`}
${fields}<div><button>${button}</button></div>
</form>`
  const open = report.items.filter(({ state }) => state !== 'closed')
  return html`<h2 id="decide">What became of it</h2>
<p class="hint">Nothing said here takes the warning off an answer: only a page or code that changed does, and it is looked at again.</p>
${form('fixed', 'It is fixed: look again', null)}
${open.map((item) => ofItem(item, form, now))}
${folded('Put it off', form('snooze', 'Put it off', day('snooze-until', 'Until', now, true)))}
${folded(
  'Another page stands in its place',
  form('superseded-by', 'It is superseded', field('page', 'Id of that page', 2_000)),
)}
${folded('The page is obsolete', form('obsolete', 'It is obsolete, and will be taken down', null))}
${folded(
  'It is not mine',
  form(
    'not-mine',
    'Hand it over',
    field('to', 'Whose it is (left empty: the next who is named)', 200, false),
  ),
)}`
}

type Form = (decision: string, button: string, fields: Html | null, item?: ReportItemView) => Html

const ofItem = (item: ReportItemView, form: Form, now: Instant): Html =>
  html`${folded(
    html`<code>${plainly(item.subject)}</code> is still true`,
    form(
      'still-true',
      'It is still true',
      html`${field(`evidence-${item.finding}`, 'What shows it: an address, a file with its line, or a commit', 500, true, 'evidence')}${day(`until-${item.finding}`, 'Until (30 days unless given)', now, false)}`,
      item,
    ),
  )}
${folded(
  html`<code>${plainly(item.subject)}</code> is a false alarm`,
  form(
    'false-alarm',
    'It is a false alarm',
    html`<label for="c-${item.finding}">Why</label><textarea id="c-${item.finding}" name="comment" maxlength="2000"></textarea>`,
    item,
  ),
)}`

const folded = (words: Html | string, inside: Html): Html =>
  html`<details><summary>${words}</summary>${inside}</details>`

const neededIf = (isNeeded: boolean): Html | null => (isNeeded ? html` required` : null)

const field = (id: string, label: string, most: number, isNeeded = true, name = id): Html =>
  html`<label for="${id}">${label}</label><input id="${id}" name="${name}" maxlength="${most}"${neededIf(isNeeded)}>`

const day = (id: string, label: string, now: Instant, isNeeded: boolean): Html => {
  const dayIn = (days: number) =>
    new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
  const bounds = html`min="${dayIn(1)}" max="${dayIn(89)}"`
  return html`<label for="${id}">${label}</label><input id="${id}" type="date" name="until" ${bounds}${neededIf(isNeeded)}>`
}
