import pc from 'picocolors'
import type { ReportItemView, ReportView, RuleView } from '../domain/report.ts'

type Paint = ReturnType<typeof pc.createColors>

/** Reports for people: one page a block, the worst first. */
export function reportsForTerminal(reports: readonly ReportView[], color: boolean): string {
  const paint = pc.createColors(color)
  if (reports.length === 0) return 'Nothing is reported.\n'
  return `${reports.map((report) => block(report, paint)).join('\n\n')}\n`
}

function block(report: ReportView, paint: Paint): string {
  const { page, served, id, items } = report
  const open = items.filter(({ state }) => state === report.state)
  return [
    `${paint.bold(page.title)}  ${paint.dim(`${page.url ?? page.id}  ${id}`)}`,
    `  ${whose(report)}; served ${served.times === 1 ? 'once' : `${served.times} times`} in ${served.days} days`,
    ...open.flatMap((item) => lines(item, paint)),
  ].join('\n')
}

function whose({ owner }: ReportView): string {
  if (owner.person !== null) return `for ${owner.person}`
  return owner.named === null
    ? 'for nobody: no owner is named who may mend it'
    : `for nobody: ${owner.named} is no configured person with the scope owner or engineer who may read it`
}

function lines({ judged, kind, subject, ...item }: ReportItemView, paint: Paint): string[] {
  const { status = 'gone', judgement, claim, suggestion } = judged ?? {}
  const behind = item.commitsBehind === null ? '' : `, ${item.commitsBehind} commits behind`
  const until = item.setAsideUntil === null ? '' : `, set aside until ${item.setAsideUntil}`
  const head = `  ${status === 'contradicted' ? paint.red(status) : paint.yellow(status)} ${paint.bold(subject)}  ${paint.dim(`${kind}${behind}${until}  ${item.finding}`)}`
  if (claim === undefined || judgement === undefined) return [head]
  return [
    head,
    `    ${paint.dim(`page, line ${claim.line}`)}  ${claim.quote.replace(/\s+/g, ' ').slice(0, 160)}`,
    ...('because' in judgement ? [`    ${paint.dim('why')}  ${judgement.because}`] : []),
    ...(suggestion ? [`    ${paint.dim('mend')}  ${paint.green(suggestion.new.trim())}`] : []),
  ]
}

/** How kinds of claim fared with those who looked at their findings. */
export const rulesForTerminal = (rules: readonly RuleView[]): string =>
  rules.length === 0
    ? 'Nobody has called a finding right or wrong yet.\n'
    : rules
        .map(
          ({ kind, reviews, wrong, demotedAt }) =>
            `${kind}: ${wrong} of ${reviews} wrong${demotedAt === null ? '' : `; counts for nothing since ${demotedAt} (plumbline reports lift ${kind})`}\n`,
        )
        .join('')
