import type { Judgement } from '../domain/finding.ts'
import type { NoticeChange, NoticedReport, NoticeView } from '../domain/notice.ts'
import { told } from './told.ts'

/** Where a notice leads to; null where people reach Plumbline on its own machine alone, so that no address holds elsewhere. */
export type Base = string | null

/** Findings of one report that are told in full. */
export const mostItems = 3

/** What stands over a notice, and in a mail’s subject. */
export function subjectOf({ kind, reports, more }: NoticeView): string {
  const count = reports.length + more
  if (kind === 'digest')
    return count === 1
      ? 'One of your pages says what the code does not'
      : `${count} of your pages say what the code does not`
  const first = `“${told(reports[0]?.report.page.title ?? '', 80)}”`
  if (count === 1) return `${first} contradicts the code, and was served this week`
  const others = count === 2 ? 'another page contradict' : `${count - 1} other pages contradict`
  return `${first} and ${others} the code, and were served this week`
}

export const introductionOf = ({ kind }: NoticeView): string =>
  kind === 'digest'
    ? 'Your pages say what the code does not. This is what is new or worse, worst first; you are told of it once, and again when it gets worse.'
    : 'Code contradicts what is said there, and people or agents were served it in the last week. You are told of it once.'

const changeWords: Readonly<Record<NoticeChange, string>> = {
  new: '',
  back: ', and is back after it was gone',
  worse: ', and does more damage than when you were told last',
}

/** One finding: what is wrong, what the page says, why, and what would mend it. */
export interface ItemWords {
  readonly what: string
  readonly page: string
  readonly because: string
  /** Where code says so; null where it says so nowhere, or its reader may not read it. */
  readonly code: string | null
  readonly mend: string | null
}

export function itemWords(item: NoticedReport['items'][number]): ItemWords {
  const { judged, subject, change } = item
  const is = judged?.status === 'moved' ? 'has another name by now' : 'is contradicted'
  const { claim, judgement, suggestion = null } = judged ?? {}
  return {
    what: `${told(subject)} ${is}${changeWords[change]}`,
    page: claim === undefined ? '' : `line ${claim.line}: ${told(claim.quote)}`,
    because: judgement !== undefined && 'because' in judgement ? told(judgement.because, 300) : '',
    code: judgement === undefined ? null : codeIn(judgement),
    mend: suggestion === null ? null : told(suggestion.new),
  }
}

function codeIn(judgement: Judgement): string | null {
  const { evidence = [] } = judgement
  const [first] = evidence.flatMap((one) => (one.in === 'code' ? [one] : []))
  return first === undefined ? null : told(`${first.repository}:${first.path}:${first.line}`)
}

export const servedWords = ({ report: { served } }: NoticedReport): string =>
  served.times === 0
    ? `not served in the last ${served.days} days`
    : `served ${served.times === 1 ? 'once' : `${served.times} times`} in the last ${served.days} days`

export const leftOver = (left: number): string | null =>
  left <= 0
    ? null
    : left === 1
      ? 'and one more statement of this page'
      : `and ${left} more statements of this page`

export const moreWords = (more: number): string | null =>
  more <= 0
    ? null
    : more === 1
      ? 'One more page is in your list.'
      : `${more} more pages are in your list.`

export const linkTo = (base: Base, path: string): string | null =>
  base === null ? null : `${base}${path}`
