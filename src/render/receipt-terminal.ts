import pc from 'picocolors'
import type { ReceiptContent } from '../domain/receipt.ts'
import { decisionInColor } from './answer-terminal.ts'

/** Whether a receipt holds, and why not; what it says only where its signature does. */
export interface CheckedReceipt {
  readonly holds: boolean
  readonly because: readonly string[]
  readonly content: ReceiptContent | null
}

/** A receipt for people: whether it holds, and what it says. */
export function receiptForTerminal(checked: CheckedReceipt, color: boolean): string {
  const paint = pc.createColors(color)
  const head = checked.holds ? paint.green('holds') : paint.red('does not hold')
  const lines = [head, ...checked.because.map((why) => `  ${why}`)]
  if (checked.content !== null) lines.push('', ...contentLines(checked.content, paint))
  return `${lines.join('\n')}\n`
}

function contentLines(
  content: ReceiptContent,
  paint: ReturnType<typeof pc.createColors>,
): string[] {
  const { executor, approvals, policy } = content
  const rows: readonly (readonly [string, string])[] = [
    ['receipt', content.id],
    ['decision', `${decisionInColor(content.decision, paint)} (${content.mode})`],
    ['reasons', content.reasons.join(', ') || 'none'],
    ['about', `${content.about} ${content.aboutId}, asked by ${content.principal}`],
    [
      'runs as',
      executor ? `${executor.principal}, role ${executor.role ?? '(none)'}` : '(no action)',
    ],
    ['environment', content.environment ?? '(none)'],
    ['signed', content.issuedAt],
    ['expires', content.expiresAt],
    ['policy', `${policy.name} ${policy.sha256.slice(0, 12)}`],
    ...Object.entries(content.subjects).map(
      ([name, sha256]) => [name, `sha256:${sha256}`] as const,
    ),
    ...approvals.map(({ id, by, at }) => ['approved', `by ${by} at ${at} (${id})`] as const),
    ['rests on', `${content.passages.length} passages, ${content.facts.length} facts`],
    ['nonce', content.nonce],
  ]
  return rows.map(([name, value]) => `${paint.dim(name.padEnd(12))} ${value}`)
}
