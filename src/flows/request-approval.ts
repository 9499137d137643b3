import { addHours } from 'date-fns/addHours'
import type { Approval, ApprovalOutcome } from '../domain/approval.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { LiftableDocument } from '../store/schemas/approval.ts'
import type { Store } from '../store/store.ts'
import { asDigest, sha256OfValue } from '../values/digests.ts'
import { bindsTo, stateOf, type WhoIs } from '../verdicts/approvals.ts'
import { covers, standing } from '../verdicts/lifting.ts'
import type { People } from '../verdicts/policy.ts'
import { newId } from './seal.ts'
import type { DraftVerification } from './verify-advice.ts'

/** What asking people needs from the rest of Plumbline. */
export interface RequestDesk {
  readonly store: Pick<Store, 'approvals' | 'liftable'>
  /** Hours that a request lasts: to decide on it, and to act on it. */
  readonly approvalHours: number
  readonly whoIs: WhoIs
}

/** Requests of one principal that may wait at once: more are no longer read with care. */
export const mostWaiting = 100

/** What is bound, and what people will be shown, of a verification that they can lift. */
export function liftableOf(
  verification: string,
  draft: DraftVerification,
  { action: asked, advice }: VerifyRequest,
  { approvers, senior }: People,
): LiftableDocument | null {
  const { action, verdict, task, environments } = draft
  const declared = asked?.target?.environment ?? null
  if (action === null) return null
  return {
    verification,
    action: action.digest,
    environment: declared,
    environments: [...new Set([...environments, ...(declared === null ? [] : [declared])])].sort(),
    role: asked?.role ?? null,
    runAs: asked?.runAs ?? null,
    approvers,
    senior,
    task,
    shown: {
      command: asked?.command ?? asked?.diff ?? null,
      workingDirectory: asked?.workingDirectory ?? null,
      resource: asked?.target?.resource ?? null,
      commands: action.commands,
      unseen: action.unseen,
      // What they rest on is shown to those alone who may open the verification.
      reasons: standing(verdict).map(({ evidence: _, ...reason }) => reason),
      advice: adviceDigest(advice),
    },
  }
}

/** `sha256:` of advice as it was sent, its citations among it; null where there was none. */
export const adviceDigest = (advice: VerifyRequest['advice']): string | null =>
  advice === undefined ? null : asDigest(sha256OfValue(advice))

interface Asking {
  readonly principal: Principal
  readonly note: string | null
  readonly now: Instant
}

/** The request that waits for people already, if it shows them the same; else a new one. */
export async function openRequest(
  liftable: LiftableDocument,
  { principal, note, now }: Asking,
  { store, approvalHours, whoIs }: RequestDesk,
): Promise<Approval | Extract<ApprovalOutcome, { readonly is: 'too-many' }>> {
  const waiting = (await store.approvals.forAction(liftable.action, principal.id)).find(
    (one) => isSameRequest(one, liftable) && isOpen(one, whoIs, now),
  )
  if (waiting) return waiting
  if (!((await store.approvals.countOpen(principal.id, now)) < mostWaiting))
    return {
      is: 'too-many',
      because: `${mostWaiting} requests of ${principal.id} wait for people already`,
    }
  const approval: Approval = {
    ...liftable,
    id: newId('apr'),
    requestedBy: principal.id,
    owner: principal.owner ?? null,
    requestedAt: now,
    expiresAt: addHours(now, approvalHours).toISOString(),
    note,
    decisions: [],
    withdrawnAt: null,
    used: null,
  }
  await store.approvals.put(approval, {
    at: now,
    kind: 'approval-requested',
    principal: principal.id,
    subject: approval.id,
    details: {
      action: approval.action,
      environment: approval.environment,
      role: approval.role,
      verification: approval.verification,
    },
  })
  return approval
}

const isOpen = (approval: Approval, whoIs: WhoIs, now: Instant): boolean => {
  const state = stateOf(approval, whoIs, now)
  return state === 'waiting' || state === 'approved'
}

const isSameRequest = (approval: Approval, liftable: LiftableDocument): boolean => {
  const { shown, action: digest } = liftable
  const action = { digest, commands: shown.commands, unseen: shown.unseen }
  const verdict = { decision: 'block', reasons: shown.reasons } as const
  return (
    bindsTo(approval, liftable) &&
    approval.approvers >= liftable.approvers &&
    approval.senior >= liftable.senior &&
    covers(approval.shown, { verdict, intent: 'destroy', action, advice: shown.advice })
  )
}
