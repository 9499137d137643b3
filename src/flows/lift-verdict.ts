import type { Escalation } from '../domain/answer.ts'
import type { Approval, ApprovalState, Binding } from '../domain/approval.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { ReceiptApproval } from '../domain/receipt.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import { type Intent, type Reason, type Verdict, verdictOf } from '../domain/verdict.ts'
import { withoutSecrets } from '../values/secrets.ts'
import { bindsTo, countingDecisions, isEnough, stateOf, type WhoIs } from '../verdicts/approvals.ts'
import { peopleFor } from '../verdicts/judge.ts'
import { approvalReason, covers, type Liftable, lifted } from '../verdicts/lifting.ts'
import type { People, Policy } from '../verdicts/policy.ts'
import { liftableOf, openRequest, type RequestDesk } from './request-approval.ts'
import type { DraftVerification } from './verify-advice.ts'

/** Who asked for what, when, and by which policy it was judged. */
export interface Asked {
  readonly request: VerifyRequest
  readonly principal: Principal
  readonly verification: string
  readonly now: Instant
  readonly policy: Policy
}

/** A verdict after people were heard. */
export interface Heard {
  readonly verdict: Verdict
  readonly escalation: Escalation | null
  /** The approvals that it used up. */
  readonly approvals: readonly ReceiptApproval[]
}

/**
 * Lets an approval of exactly this action lift what people may lift, and uses it up; without one, asks people. Where anything
 * stands that nobody can lift, nobody is asked. In `report` mode nothing is used up and nobody is asked.
 */
export async function hearPeople(
  draft: DraftVerification,
  asked: Asked,
  desk: RequestDesk,
): Promise<Heard> {
  const { verdict, intent, action } = draft
  const { request, principal, verification, policy, now } = asked
  const unheard: Heard = { verdict, escalation: null, approvals: [] }
  const people = peopleFor(verdict, intent, policy)
  // People are shown what is kept: the digest is of what would run, secrets and all.
  const liftable = people && withoutSecrets(liftableOf(verification, draft, request, people))
  if (people === null || action === null || liftable === null) return unheard
  await desk.store.liftable.put(principal.id, liftable)
  if (draft.mode === 'report') return unheard
  const { commands, unseen, advice } = liftable.shown
  const wanted: Liftable = { verdict, intent, action: { ...action, commands, unseen }, advice }
  const candidates = await approvalsFor(liftable, wanted, asked, desk)
  for (const candidate of candidates) {
    const used = await useUp(candidate, { wanted, people, asked }, desk)
    if (used !== null) return { ...used, escalation: null }
  }
  // Read again where there were any: another verification may have used one up just now.
  const { reason, ends } = lastWord(
    candidates.length === 0 ? [] : await approvalsFor(liftable, wanted, asked, desk),
    intent,
    asked,
    desk,
  )
  const told = reason === null ? verdict : verdictOf([...verdict.reasons, reason])
  // Whoever was refused asks again in so many words, not by trying until somebody gives in.
  if (ends) return { verdict: told, escalation: null, approvals: [] }
  const opened = await openRequest(liftable, { principal, note: null, now }, desk)
  const escalation =
    'because' in opened
      ? null
      : { ...people, approval: opened.id, url: `/v1/approvals/${opened.id}` }
  return { verdict: told, escalation, approvals: [] }
}

/** This asker's approvals of this very action that showed people all that is to be lifted, newest first. */
async function approvalsFor(
  binding: Binding,
  wanted: Liftable,
  { principal }: Asked,
  { store }: RequestDesk,
): Promise<readonly Approval[]> {
  const made = await store.approvals.forAction(binding.action, principal.id)
  return made.filter(
    (one) => one.requestedBy === principal.id && bindsTo(one, binding) && covers(one.shown, wanted),
  )
}

interface Use {
  readonly wanted: Liftable
  readonly people: People
  readonly asked: Asked
}

/** The verdict that an approval allows, after using it up under a lock; null when it allows nothing. */
async function useUp(
  { id }: Approval,
  { wanted, people, asked }: Use,
  { store, whoIs }: RequestDesk,
): Promise<Pick<Heard, 'verdict' | 'approvals'> | null> {
  const { now, verification, principal, policy } = asked
  const changed = await store.approvals.change(id, (approval) => {
    const by = countingDecisions(approval, whoIs)
    // The policy may ask for more people today than it did when they were asked.
    const stands = stateOf(approval, whoIs, now) === 'approved' && isEnough(by, approval, people)
    const verdict = lifted(
      wanted,
      approval,
      by.map(({ person }) => person),
      policy,
    )
    const allows = verdict.decision === 'allow' || verdict.decision === 'warn'
    if (!stands || !allows) return { not: null }
    return {
      to: { ...approval, used: { verification, at: now } },
      event: {
        at: now,
        kind: 'approval-used',
        principal: principal.id,
        subject: id,
        details: { action: approval.action, verification },
      },
    }
  })
  if (changed === null || 'not' in changed) return null
  const by = countingDecisions(changed.to, whoIs)
  const names = by.map(({ person }) => person)
  return {
    verdict: lifted(wanted, changed.to, names, policy),
    approvals: by.map(({ person, at }) => ({ id, by: person, at })),
  }
}

/** What became of the newest approval that is over, where that says why nothing lifts; `ends`: it was refused, and nobody was asked since. */
function lastWord(
  approvals: readonly Approval[],
  intent: Intent,
  { now, policy }: Asked,
  { whoIs }: RequestDesk,
): { readonly reason: Reason | null; readonly ends: boolean } {
  const judged = approvals.map((approval) => ({ approval, state: stateOf(approval, whoIs, now) }))
  const isOpen = judged.some(({ state }) => state === 'waiting' || state === 'approved')
  for (const { approval, state } of judged) {
    const told = epitaph(approval, state, now, whoIs)
    if (told !== null) {
      const [code, message] = told
      const reason = approvalReason(code, message, intent, policy)
      return { reason, ends: state === 'refused' && !isOpen }
    }
  }
  return { reason: null, ends: false }
}

type Over = 'approval.replayed' | 'approval.refused' | 'approval.expired'

/** Why an approval does not lift any more; null where it never did, or its time has passed anyway. */
function epitaph(
  approval: Approval,
  state: ApprovalState,
  now: Instant,
  whoIs: WhoIs,
): readonly [Over, string] | null {
  const { id, used, decisions, expiresAt } = approval
  const isPast = !(Date.parse(now) < Date.parse(expiresAt))
  if (state === 'used' && !isPast)
    return [
      'approval.replayed',
      `${id} was used up by ${used?.verification}: an approval allows an action once`,
    ]
  if (state === 'refused' && !isPast) {
    const refusal = decisions.find(({ decision }) => decision === 'refuse')
    return ['approval.refused', `${refusal?.person} refused it: ${id}`]
  }
  return state === 'expired' && isEnough(countingDecisions(approval, whoIs), approval)
    ? ['approval.expired', `${id} was approved, and expired at ${expiresAt}`]
    : null
}
