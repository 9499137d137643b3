import type { Instant } from '../../src/domain/instant.ts'
import type { NoticeChoice, NoticeSettings } from '../../src/domain/notice.ts'
import { type Html, html } from './html.ts'
import { hidden } from './layout.ts'
import { moment } from './words.ts'

/** What a person is told, with what the page needs to change it. */
export interface NoticesPage {
  readonly settings: NoticeSettings
  readonly csrf: string
  readonly now: Instant
  /** The address of the feed that was made just now; it is shown this once. */
  readonly feed: string | null
}

export const noticesPage = (page: NoticesPage): Html => html`
<p>What Plumbline tells you of <a href="/reports">your reports</a> without being asked. You are told of each once, and again when it gets worse.</p>
<p>${page.settings.by.length === 0 ? 'There is no way to tell you yet: an operator gives you an address under principals.' : `You are told by ${page.settings.by.join(' and ')}.`}</p>
<h2>Once a week</h2>
${weekly(page)}
<h2>At once</h2>
${atOnce(page)}
<h2>In a reader of feeds</h2>
${feed(page)}`

const weekly = ({ settings, csrf, now }: NoticesPage): Html => {
  const { digest, alerts, nextDigestAt } = settings
  return digest === 'weekly'
    ? html`<p>The five worst of what is new or worse on your pages; nothing where there is nothing. The next is due ${moment(nextDigestAt, now)}.</p>
${choice({ digest: 'off', alerts }, 'Stop the weekly digest', csrf)}`
    : html`<p>You are sent no weekly digest.</p>
${choice({ digest: 'weekly', alerts }, 'Send me the weekly digest', csrf)}`
}

const atOnce = ({ settings: { digest, alerts }, csrf }: NoticesPage): Html =>
  alerts
    ? html`<p>Whenever code contradicts a page of yours that somebody was served in the last week.</p>
${choice({ digest, alerts: false }, 'Stop telling me at once', csrf)}`
    : html`<p>You are told nothing at once.</p>
${choice({ digest, alerts: true }, 'Tell me at once', csrf)}`

const choice = (
  { digest, alerts }: NoticeChoice,
  button: string,
  csrf: string,
): Html => html`<form method="post" action="/notices">
${hidden(csrf)}<input type="hidden" name="digest" value="${digest}"><input type="hidden" name="alerts" value="${alerts ? 'on' : 'off'}">
<div><button>${button}</button></div>
</form>`

const feed = ({ settings: { feedMadeAt }, csrf, feed: made, now }: NoticesPage): Html => html`
${made === null ? null : html`<p class="notice" role="status">Give your reader this address. It is shown this once; whoever has it reads what you may read of your reports.</p><pre tabindex="0" aria-label="Address of your feed">${made}</pre>`}
<p>${feedMadeAt === null ? 'Your open reports as an Atom feed, by an address of its own.' : html`The address of your feed was made ${moment(feedMadeAt, now)}. A new one ends the old one.`}</p>
<form method="post" action="/notices/feed">
${hidden(csrf)}<div><button name="do" value="renew">${feedMadeAt === null ? 'Make an address' : 'Make a new address'}</button>${feedMadeAt === null ? null : html`<button name="do" value="end">Take the address away</button>`}</div>
</form>`
