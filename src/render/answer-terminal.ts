import pc from 'picocolors'
import type { Answer, GivenAnswer, WithheldCitation } from '../domain/answer.ts'
import type { Decision, Reason } from '../domain/verdict.ts'

type Paint = ReturnType<typeof pc.createColors>

/** An answer for people: the verdict, the text, its sources with their age, and what was set aside. */
export function answerForTerminal(answer: Answer, color: boolean): string {
  const paint = pc.createColors(color)
  const lines = [decisionInColor(answer.verdict.decision, paint)]
  for (const { asked, read } of answer.readAs ?? [])
    lines.push(paint.dim(`“${asked}” stands nowhere; looked for “${read}”`))
  if ('text' in answer) lines.push('', answer.text, ...composedLines(answer, paint))
  if (answer.verdict.reasons.length > 0)
    lines.push('', ...answer.verdict.reasons.flatMap((reason) => reasonLines(reason, paint)))
  if (answer.citations.length > 0)
    lines.push(
      '',
      paint.bold('Sources'),
      ...answer.citations.map((citation) => sourceLine(citation, paint)),
    )
  if (answer.withheld.length > 0)
    lines.push(
      '',
      paint.bold('Set aside'),
      ...answer.withheld.map(
        ({ citation, reasons }) =>
          `${sourceLine(citation, paint)}: ${reasons.map(({ code }) => code).join(', ')}`,
      ),
    )
  if ('unblock' in answer)
    lines.push('', ...answer.unblock.map((step) => `${paint.dim('next')}  ${step}`))
  lines.push(
    '',
    paint.dim(`${answer.id}, receipt ${answer.receipt.id} until ${answer.receipt.expiresAt}`),
  )
  return `${lines.join('\n')}\n`
}

const composedLines = ({ composition }: GivenAnswer, paint: Paint): string[] => {
  if (composition === undefined) return []
  const { by, is, because, dropped } = composition
  const without = dropped > 0 ? `; ${dropped} of its statements not borne out` : ''
  const told = is === 'composed' ? `put together by ${by}` : `quoted, not put together by ${by}`
  return ['', paint.dim(`${told}${because === null ? '' : `: ${because}`}${without}`)]
}

export const decisionInColor = (decision: Decision, paint: Paint): string =>
  ({
    allow: paint.green('allow'),
    warn: paint.yellow('warn'),
    escalate: paint.magenta('escalate'),
    block: paint.red('block'),
  })[decision]

/** A reason with the code's own words under it. */
export function reasonLines({ code, message, evidence }: Reason, paint: Paint): string[] {
  const spots = (evidence ?? []).map((spot) =>
    spot.in === 'code'
      ? `      ${paint.cyan(`${spot.repository}:${spot.path}:${spot.line}`)}  ${spot.quote}`
      : `      ${paint.cyan(`${spot.page}:${spot.line}`)}  ${spot.quote}`,
  )
  return [`  ${paint.bold(code)}  ${message}`, ...spots]
}

function sourceLine({ id, page, heading, age, freshness }: WithheldCitation, paint: Paint): string {
  const days = age.sectionDays ?? age.contentDays
  const old = days === null ? 'undated' : `${days} days old`
  const where = [page.title, ...heading].join(' › ')
  return `  ${paint.dim(id)}  ${where} ${paint.dim(`(${freshness.state}, ${old}${page.owner ? `, ${page.owner}` : ''})`)}`
}
