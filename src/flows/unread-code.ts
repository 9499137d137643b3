import type { Statement } from '../domain/answer.ts'
import type { Span } from '../domain/passage.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { cellFor, type Policy } from '../verdicts/policy.ts'
import { because } from '../verdicts/reasons.ts'

/**
 * Advice that is nothing but code which nobody could read: no command in it was classed, no page says it, and no claim of it can be
 * checked. Beside anything else that can be judged, the code is judged with that.
 */
export function reasonsForUnread(
  statements: readonly Statement[],
  unread: readonly Span[],
  { intent, policy }: { readonly intent: Intent; readonly policy: Policy },
): readonly Reason[] {
  const alone = statements.every(({ support }) => support === 'not-checkable')
  if (unread.length === 0 || statements.length === 0 || !alone) return []
  const { decision } = cellFor(policy, 'support.unsupported', intent)
  const message = 'the advice is code that could not be read, and no source says so'
  const statement = statements.findIndex(({ span }) =>
    unread.some(([start, end]) => start < span[1] && span[0] < end),
  )
  return [because('support.unsupported', decision, message, statement < 0 ? {} : { statement })]
}
