import pc from 'picocolors'
import type { ClassedCommand } from '../domain/action.ts'
import type { Verification } from '../domain/answer.ts'
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
  for (const { text, support } of statements)
    lines.push(`  ${paint.dim(support.padEnd(20))} ${text.replace(/\s+/g, ' ').slice(0, 120)}`)
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

/** A command as it was read, or the line of a change that shows its effect. */
function commandLine(command: ClassedCommand, paint: ReturnType<typeof pc.createColors>): string {
  const { argv, class: effectClass, reach, reversible, effect, place } = command
  const line = place?.line === null || !place ? '' : `:${place.line}`
  const shown = [...(place ? [`${place.path}${line}`] : []), ...argv].join(' ')
  return `  ${paint.dim(effectClass)}  ${shown}  ${paint.dim(`${effect}; reach ${reach}, reversible ${reversible}`)}`
}
