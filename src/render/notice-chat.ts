import type { NoticeView } from '../domain/notice.ts'
import { type Base, itemWords, linkTo, servedWords, subjectOf } from './notice-words.ts'
import { told } from './told.ts'

/** A notice as the body of a Slack-compatible incoming webhook. It calls nobody: what a page says mentions no person and no room. */
export function noticeChat(view: NoticeView, base: Base): string {
  const lines = view.reports.flatMap((one) => {
    const [worst] = one.items
    const link = linkTo(base, `/reports/${one.report.id}`)
    return [
      `• ${told(one.report.page.title)} (${servedWords(one)})`,
      ...(worst === undefined ? [] : [`   ${itemWords(worst).what}: ${itemWords(worst).because}`]),
      ...(link === null ? [] : [`   ${link}`]),
    ]
  })
  return JSON.stringify({
    text: [`For ${view.person}: ${subjectOf(view)}`, ...lines].map(harmless).join('\n'),
  })
}

/** Slack escapes three characters; other servers take `@all` for a mention without them, unless something stands between. */
const harmless = (line: string): string =>
  line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200B')
    .replaceAll('](', ']\u200B(')
