import type { Deed } from '../../domain/deed.ts'
import type { Outcome } from './outcome.ts'
import { type SentAction, type Server, standingReceipt } from './remote.ts'
import type { Ready } from './trust.ts'
import { useUp } from './used-receipts.ts'

/**
 * Why people's approval at a server could not lift this; null where it could. What the gate itself lets nobody lift, what goes
 * beyond the command that people would be shown, and what needs no lifting is not put before them.
 */
export function whyNotLiftable(deed: Deed, { decision, people, reasons }: Outcome): string | null {
  if (decision !== 'escalate') return 'nobody needs to decide'
  const touchesGate = reasons.some(({ code }) => code === 'action.guard-tampered')
  if (!people || touchesGate) return 'nobody can lift it'
  if (deed.is !== 'command' || !deed.known)
    return 'an approval is for a command of a shell, and this is another tool'
  return deed.unbound === undefined
    ? null
    : `no approval covers what the shell is handed beside its command (${deed.unbound.join(', ').slice(0, 100)})`
}

/**
 * The outcome once people have approved exactly this command; null where the receipt names no approval. The receipt must be one
 * that an executor would run the command by: signed by a pinned key, not expired, not recalled, for this action and this
 * principal, not used before. Throws where it is anything else.
 */
export async function liftedBy(
  receipt: string | null,
  { local, action, server, ready }: Lifting,
): Promise<Outcome | null> {
  if (receipt === null) throw new Error('it names no receipt')
  const text = await standingReceipt(server, receipt)
  const { envelopeIn, mayRun } = await import('../../offline-receipts.ts')
  const { keys, principal, remembered } = ready
  const now = new Date().toISOString()
  const wanted = { ...action, principal }
  const { allowed, because, content } = mayRun(envelopeIn(text, receipt), wanted, { keys, now })
  if (!allowed || content === null) throw new Error(because.join('; '))
  if (content.id !== receipt) throw new Error(`it is ${content.id}`)
  if (content.reasons.includes('action.guard-tampered'))
    throw new Error('nobody lets anybody touch the gate')
  const by = new Set(content.approvals.map((approval) => approval.by))
  if (by.size === 0) return null
  const needed = local.people?.approvers ?? Number.NaN
  // Written so that nonsense refuses.
  if (!(by.size >= needed))
    throw new Error(`${by.size} approved it, and the policy here asks for ${needed}`)
  useUp(remembered, content)
  return lifted(local, content.approvals[0]?.id ?? '', [...by])
}

interface Lifting {
  readonly local: Outcome
  readonly action: SentAction
  readonly server: Server
  readonly ready: Ready
}

/** What people decided stands in nobody's way any more; a warning still warns. */
function lifted(local: Outcome, approval: string, by: readonly string[]): Outcome {
  const reasons = local.reasons.map((reason) =>
    reason.decision === 'escalate'
      ? {
          ...reason,
          decision: 'allow' as const,
          message: `lifted by ${approval}: ${reason.message}`,
        }
      : reason,
  )
  const message = `${by.join(' and ')} approved exactly this action: ${approval}`
  const granted = { code: 'approval.granted', decision: 'allow', message, fix: '' } as const
  const warns = reasons.some(({ decision }) => decision === 'warn')
  return {
    decision: warns ? 'warn' : 'allow',
    class: local.class,
    reasons: [...reasons, granted],
  }
}
