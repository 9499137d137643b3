import pc from 'picocolors'
import type { ClassedCommand } from '../domain/action.ts'
import type { Statement, Verification } from '../domain/answer.ts'
import { decisionInColor, reasonLines } from './answer-terminal.ts'

/** A verification for people: the verdict, why, what each command would do, and who must agree. */
export function verificationForTerminal(verification: Verification, color: boolean): string {
  const paint = pc.createColors(color)
  const { verdict, action, escalation, statements, unblock } = verification
  const lines = [
    decisionInColor(verdict.decision, paint),
    ...(verification.mode === 'report' ? ['  report mode: nothing is enforced'] : []),
    ...verdict.reasons.flatMap((reason) => reasonLines(reason, paint)),
  ]
  for (const command of action?.commands ?? []) lines.push(commandLine(command, paint))
  for (const statement of statements)
    lines.push(...statementLines(statement, verification.citations, paint))
  if (escalation)
    lines.push(
      `  ${escalation.approvers === 1 ? '1 person' : `${escalation.approvers} people`} must approve, ${escalation.senior} of them senior: ${escalation.approval}`,
    )
  lines.push(...unblock.map((step) => `${paint.dim('next')}  ${step}`))
  lines.push(
    paint.dim(
      `${verification.id}, receipt ${verification.receipt.id} until ${verification.receipt.expiresAt}`,
    ),
  )
  return `${lines.join('\n')}\n`
}

/** A statement, and under it the words of pages that decided on it. */
function statementLines(
  { text, support, decidedBy = [] }: Statement,
  citations: Verification['citations'],
  paint: Paint,
): string[] {
  const indent = ' '.repeat(22)
  return [
    `  ${paint.dim(support.padEnd(20))} ${text.replace(/\s+/g, ' ').slice(0, 120)}`,
    ...decidedBy.map(({ code, message, citation }) => {
      const cited = citations.find(({ id }) => id === citation)
      const where = cited ? [cited.page.title, ...cited.heading].join(' › ') : citation
      return `${indent} ${paint.bold(code)}  ${message} ${paint.dim(`(${where})`)}`
    }),
  ]
}

type Paint = ReturnType<typeof pc.createColors>

/** A command as it was read, or the line of a change that shows its effect. */
function commandLine(command: ClassedCommand, paint: Paint): string {
  const { argv, class: effectClass, reach, reversible, effect, place } = command
  const line = place?.line === null || !place ? '' : `:${place.line}`
  const shown = [...(place ? [`${place.path}${line}`] : []), ...argv].join(' ')
  return `  ${paint.dim(effectClass)}  ${shown}  ${paint.dim(`${effect}; reach ${reach}, reversible ${reversible}`)}`
}
