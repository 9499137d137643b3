import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Deed } from '../../domain/deed.ts'
import type { Outcome } from './outcome.ts'
import { type SentAction, type Server, standingReceipt } from './remote.ts'
import { useUp } from './used-receipts.ts'

/** Whose word lifts an escalation of the gate. */
export interface Trust {
  /** A file of the public keys that were pinned. */
  readonly keys: string
  /** Who a receipt must be for. */
  readonly principal: string
}

/** Where receipts that let something through are remembered: a folder of the gate's own, which the guard keeps agents out of. */
const remembered = (): string => join(homedir(), '.plumbline', 'used-receipts')

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
  { local, action, server, trust }: Lifting,
): Promise<Outcome | null> {
  if (receipt === null) throw new Error('it names no receipt')
  const text = await standingReceipt(server, receipt)
  const { envelopeIn, keysIn, mayRun } = await import('../../offline-receipts.ts')
  const keys = keysIn(readFileSync(trust.keys, 'utf8'), trust.keys)
  const now = new Date().toISOString()
  const wanted = { ...action, principal: trust.principal }
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
  useUp(remembered(), content)
  return lifted(local, content.approvals[0]?.id ?? '', [...by])
}

interface Lifting {
  readonly local: Outcome
  readonly action: SentAction
  readonly server: Server
  readonly trust: Trust
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
