import type { NoticedReport, NoticeView } from '../domain/notice.ts'
import { type Html, html } from './html.ts'
import {
  type Base,
  introductionOf,
  itemWords,
  leftOver,
  linkTo,
  moreWords,
  mostItems,
  servedWords,
  subjectOf,
} from './notice-words.ts'
import { told } from './told.ts'

/** A notice as HTML for mails: it loads nothing, and reads well without any style. */
export function noticeHtml(view: NoticeView, base: Base): string {
  const more = moreWords(view.more)
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subjectOf(view)}</title></head>
<body style="font-family: sans-serif; max-width: 40em">
<p>${introductionOf(view)}</p>
<ol>${view.reports.map((one) => entry(one, base))}</ol>
${more === null ? null : html`<p>${linked(linkTo(base, '/reports'), more)}</p>`}
<hr>
<p>Plumbline tells you because these pages are yours. ${linked(linkTo(base, '/notices'), 'Choose what you are told, or that you are told nothing')}.</p>
</body>
</html>
`.text
}

const linked = (to: string | null, words: string): Html =>
  to === null ? html`${words}` : html`<a href="${to}">${words}</a>`

const entry = (one: NoticedReport, base: Base): Html => html`<li>
<p><strong>${linked(linkTo(base, `/reports/${one.report.id}`), told(one.report.page.title))}</strong> (${servedWords(one)})</p>
${itemList(one)}
</li>`

/** What is wrong with a page, as a list. */
export const itemList = ({ items }: Pick<NoticedReport, 'items'>): Html => {
  const left = leftOver(items.length - mostItems)
  return html`<ul>${items.slice(0, mostItems).map((item) => {
    const { what, page, because, code, mend } = itemWords(item)
    return html`<li>${what}
${page === '' ? null : html`<br>Page, ${page}`}
${because === '' ? null : html`<br>Why: ${because}`}
${code === null ? null : html`<br>Code: ${code}`}
${mend === null ? null : html`<br>Mend: ${mend}`}</li>`
  })}${left === null ? null : html`<li>${left}</li>`}</ul>`
}
