import pc from 'picocolors'
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
  for (const { argv, class: effectClass, reach, reversible, effect } of action?.commands ?? [])
    lines.push(
      `  ${paint.dim(effectClass)}  ${argv.join(' ')}  ${paint.dim(`${effect}; reach ${reach}, reversible ${reversible}`)}`,
    )
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
