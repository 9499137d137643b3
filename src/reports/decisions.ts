import type { Instant } from '../domain/instant.ts'
import type {
  Report,
  ReportChoice,
  ReportDecision,
  ReportItem,
  ReportState,
} from '../domain/report.ts'

/** The longest that anything is put off, in days: then it is looked at anew. */
const mostDays = 90
/** How long it is taken on trust that a page will be taken down, or say itself what stands in its place. */
const trustDays = 14

const dayLength = 86_400_000

/** What leaves an item out of its owner's list, or brings it back. */
const settling: ReadonlySet<ReportDecision['decision']> = new Set([
  'fixed',
  'still-true',
  'superseded-by',
  'obsolete',
  'snooze',
  'false-alarm',
])

/** Where an item stands, by the last that was said of it. */
export function stateOf(
  item: ReportItem,
  decisions: readonly ReportDecision[],
  now: Instant,
): { readonly state: ReportState; readonly until: Instant | null } {
  if (item.closedAt !== null) return { state: 'closed', until: null }
  const last = decisions.findLast((one) => settling.has(one.decision) && isAbout(one, item))
  if (last?.decision === 'false-alarm') return { state: 'set-aside', until: null }
  const until = last?.until ?? null
  // Written so that a moment that cannot be read hides nothing.
  const isAside = until !== null && Date.parse(now) < Date.parse(until)
  return isAside ? { state: 'set-aside', until } : { state: 'open', until: null }
}

/**
 * A false alarm is one whenever it is found; everything else was said of what was there then, and nothing of what came, or came back,
 * since.
 */
const isAbout = ({ finding, decision, at }: ReportDecision, item: ReportItem): boolean =>
  finding === item.finding
    ? decision === 'false-alarm' || Date.parse(item.openedAt) <= Date.parse(at)
    : finding === null && Date.parse(item.openedAt) <= Date.parse(at)

/** The state of a report: that of its liveliest item. */
export const stateOfAll = (states: readonly ReportState[]): ReportState =>
  states.includes('open') ? 'open' : states.includes('set-aside') ? 'set-aside' : 'closed'

/** What a choice lacks, in words; null when it is whole. */
export function lackOf(choice: ReportChoice, report: Report, now: Instant): string | null {
  const { decision, finding, until, evidence, page } = choice
  const items = report.items.filter(({ closedAt }) => closedAt === null)
  if (finding !== undefined && !items.some((item) => item.finding === finding))
    return `${finding} is not open in this report`
  switch (decision) {
    case 'still-true':
      if (finding === undefined) return 'say which finding it is about'
      if (!namesEvidence(evidence ?? ''))
        return 'name what shows it: an address, a file with its line (src/config.ts:14) or a commit'
      return until === undefined ? null : lackOfEnd(until, now)
    case 'false-alarm':
      return finding === undefined ? 'say which finding it is about' : null
    case 'snooze':
      return until === undefined ? 'say until when' : lackOfEnd(until, now)
    case 'superseded-by':
      return page === undefined ? 'name the page that stands in its place' : null
    default:
      return null
  }
}

function lackOfEnd(until: Instant, now: Instant): string | null {
  const days = (Date.parse(until) - Date.parse(now)) / dayLength
  return days > 0 && days <= mostDays
    ? null
    : `the end must be a day from tomorrow on, at most ${mostDays} days from now`
}

/** Whether a text names something that others can look at. */
export const namesEvidence = (text: string): boolean =>
  /\bhttps?:\/\/[^\s/]{3,}/.test(text) ||
  /(?:^|\s)[\w@./-]{1,200}\.\w{1,10}:\d{1,6}\b/.test(text) ||
  /\b[0-9a-f]{7,40}\b/.test(text)

/** When a decision stops leaving things out of the owner's list; null where it does not, or where it does for good. */
export function endOf({ decision, until }: ReportChoice, now: Instant): Instant | null {
  const after = (days: number) => new Date(Date.parse(now) + days * dayLength).toISOString()
  switch (decision) {
    case 'still-true':
      return until ?? after(30)
    case 'snooze':
      return until ?? null
    case 'superseded-by':
    case 'obsolete':
      return after(trustDays)
    default:
      return null
  }
}

/** Reviews from which on a rule can be demoted, and the share of wrong ones above which it is. */
const leastReviews = 20
const mostWrong = 0.1

/** Whether a rule is wrong so often that its contradictions no longer count. */
export const isWrongTooOften = (rule: {
  readonly reviews: number
  readonly wrong: number
}): boolean => rule.reviews >= leastReviews && rule.wrong / rule.reviews > mostWrong
