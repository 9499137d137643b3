import type { NoticedReport, NoticeView } from '../domain/notice.ts'
import {
  type Base,
  introductionOf,
  itemWords,
  leftOver,
  linkTo,
  moreWords,
  mostItems,
  servedWords,
} from './notice-words.ts'
import { told } from './told.ts'

/** A notice as plain text. */
export function noticeText(view: NoticeView, base: Base): string {
  const list = linkTo(base, '/reports')
  const more = moreWords(view.more)
  return [
    introductionOf(view),
    '',
    ...view.reports.flatMap((one, index) => [...block(one, index, base), '']),
    ...(more === null ? [] : [`${more}${list === null ? '' : ` ${list}`}`, '']),
    ...footer(base),
    '',
  ].join('\n')
}

function block(one: NoticedReport, index: number, base: Base): readonly string[] {
  const { page, id } = one.report
  const link = linkTo(base, `/reports/${id}`)
  const left = leftOver(one.items.length - mostItems)
  return [
    `${index + 1}. ${told(page.title)} (${servedWords(one)})`,
    ...one.items.slice(0, mostItems).flatMap((item) => {
      const { what, page: said, because, code, mend } = itemWords(item)
      return [
        `   ${what}`,
        ...(said === '' ? [] : [`     page  ${said}`]),
        ...(because === '' ? [] : [`     why   ${because}`]),
        ...(code === null ? [] : [`     code  ${code}`]),
        ...(mend === null ? [] : [`     mend  ${mend}`]),
      ]
    }),
    ...(left === null ? [] : [`   ${left}`]),
    ...(link === null ? [] : [`   ${link}`]),
  ]
}

const footer = (base: Base): readonly string[] => {
  const settings = linkTo(base, '/notices')
  return [
    '-- ',
    'Plumbline tells you because these pages are yours.',
    settings === null
      ? 'What you are told you choose on the page /notices of Plumbline.'
      : `What you are told, or that you are told nothing, you choose at ${settings}`,
  ]
}
