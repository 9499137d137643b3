import type { Approval, ApprovalDecision, ApprovalOutcome } from '../domain/approval.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { Session } from '../domain/sign-in.ts'
import type { Change } from '../store/approvals.ts'
import type { Store } from '../store/store.ts'
import { withoutSecrets } from '../values/secrets.ts'
import { isSenior, stateOf, type WhoIs, whyNotDecide } from '../verdicts/approvals.ts'
import { maySee, type ViewDesk, viewFor, viewsFor } from './approval-views.ts'
import { daysAskable, isAskable } from './forget-old.ts'
import { openRequest } from './request-approval.ts'

/** What approving needs from the rest of Plumbline. */
export interface ApprovalDesk extends ViewDesk {
  readonly store: Store
  readonly approvalHours: number
  sessionOf(token: string): Promise<Session | null>
}

type Approvals = Pick<
  Plumbline,
  | 'requestApproval'
  | 'approvals'
  | 'approval'
  | 'earlierApprovals'
  | 'decideApproval'
  | 'withdrawApproval'
>

/** Requests for approval: asked for by anyone, decided by people who signed in themselves. */
export function approvals(desk: ApprovalDesk): Approvals {
  return { ...listed(desk), ...decidable(desk) }
}

function listed(
  desk: ApprovalDesk,
): Pick<Approvals, 'requestApproval' | 'approvals' | 'approval' | 'earlierApprovals'> {
  const { store, now } = desk
  return {
    async requestApproval(request, principal) {
      const { verification, note = null } = withoutSecrets(request)
      const at = now()
      const kept = await store.verifications.get(verification)
      if (kept?.principal !== principal.id) return { is: 'not-found' }
      const { verdict, verifiedAt } = kept.verification
      const stands = verdict.decision === 'escalate' || verdict.decision === 'block'
      if (stands && !isAskable(verifiedAt, at))
        return {
          is: 'not-liftable',
          because: `${verification} is of ${verifiedAt}: people are asked about what was verified in the last ${daysAskable} days, so verify it again`,
        }
      const liftable = stands ? await store.liftable.of(verification, principal.id) : null
      if (liftable === null)
        return {
          is: 'not-liftable',
          because: `nothing stands against ${verification} that people can lift`,
        }
      const opened = await openRequest(liftable, { principal, note, now: at }, desk)
      return 'because' in opened
        ? opened
        : { is: 'done', approval: await viewFor(opened, principal, desk) }
    },

    async approvals({ mine = false, cursor, limit = 50 }, reader) {
      const most = Math.min(limit, 200)
      if (mine) {
        const own = await store.approvals.by(reader.id, most)
        return { items: await viewsFor(own, reader, desk), next: null }
      }
      const seen: Approval[] = []
      let after = cursor
      // One that the reader may not see leaves no gap, and names no place to go on from: what follows takes its turn.
      for (let more = true; more && seen.length <= most; ) {
        const part = { limit: most + 1, ...(after === undefined ? {} : { after }) }
        const open = await store.approvals.open(now(), part)
        seen.push(...open.filter((approval) => maySee(approval, reader)))
        more = open.length > most
        after = open.at(-1)?.id
      }
      const items = seen.slice(0, most)
      const next = seen.length > most ? (items.at(-1)?.id ?? null) : null
      return { items: await viewsFor(items, reader, desk), next }
    },

    async approval(id, reader) {
      const found = await store.approvals.get(id)
      return found && maySee(found, reader) ? viewFor(found, reader, desk) : null
    },

    async earlierApprovals(id, reader) {
      const found = await store.approvals.get(id)
      if (found === null || !maySee(found, reader)) return []
      const made = await store.approvals.forAction(found.action, found.requestedBy)
      const before = made.filter((one) => one.id !== id && one.requestedAt <= found.requestedAt)
      return viewsFor(before.slice(0, 10), reader, desk)
    },
  }
}

function decidable(desk: ApprovalDesk): Pick<Approvals, 'decideApproval' | 'withdrawApproval'> {
  const { store, now, whoIs } = desk
  return {
    async decideApproval(id, choice, token) {
      const session = await desk.sessionOf(token)
      if (session === null) return { is: 'not-yours', because: 'you are not signed in' }
      const { person } = session
      const at = now()
      const decision: ApprovalDecision = {
        person: person.id,
        decision: choice.decision,
        senior: isSenior(person),
        at,
        comment: withoutSecrets(choice.comment ?? null),
        seenAt: await store.approvals.seenAt(id, person.id),
      }
      const changed = await store.approvals.change(id, (approval) =>
        maySee(approval, person) ? decided(approval, decision, person, whoIs) : notFound,
      )
      return outcomeOf(changed, person, desk)
    },

    async withdrawApproval(id, principal) {
      const at = now()
      const changed = await store.approvals.change(id, (approval) =>
        maySee(approval, principal) ? withdrawn(approval, principal, at, whoIs) : notFound,
      )
      return outcomeOf(changed, principal, desk)
    },
  }
}

type Refusal = Exclude<ApprovalOutcome, { readonly is: 'done' }>
const notFound: { readonly not: Refusal } = { not: { is: 'not-found' } }

/** A request with one more decision, where this person may decide and nothing has ended it. */
function decided(
  approval: Approval,
  decision: ApprovalDecision,
  person: Principal,
  whoIs: WhoIs,
): Change<Refusal> {
  const why = whyNotDecide(approval, person, 'browser', whoIs)
  if (why !== null) return { not: { is: 'not-yours', because: why } }
  const state = stateOf(approval, whoIs, decision.at)
  // Second thoughts count until it is used up.
  const isOpen = state === 'waiting' || (state === 'approved' && decision.decision === 'refuse')
  if (!isOpen) return { not: { is: 'closed', because: closedWords[state] } }
  const before = approval.decisions.find((one) => one.person === person.id)
  if (before?.decision === decision.decision) return { to: approval, event: null }
  const others = approval.decisions.filter((one) => one.person !== person.id)
  return {
    to: { ...approval, decisions: [...others, decision] },
    event: {
      at: decision.at,
      kind: 'approval-decided',
      principal: person.id,
      subject: approval.id,
      details: {
        action: approval.action,
        decision: decision.decision,
        senior: decision.senior,
        seenAt: decision.seenAt,
      },
    },
  }
}

function withdrawn(
  approval: Approval,
  principal: Principal,
  at: Instant,
  whoIs: WhoIs,
): Change<Refusal> {
  const { id, requestedBy, owner } = approval
  if (principal.id !== requestedBy && principal.id !== owner)
    return { not: { is: 'not-yours', because: `only ${requestedBy} withdraws it` } }
  const state = stateOf(approval, whoIs, at)
  if (state !== 'waiting' && state !== 'approved')
    return { not: { is: 'closed', because: closedWords[state] } }
  return {
    to: { ...approval, withdrawnAt: at },
    event: {
      at,
      kind: 'approval-withdrawn',
      principal: principal.id,
      subject: id,
      details: { action: approval.action },
    },
  }
}

const closedWords = {
  waiting: 'it waits for other people',
  approved: 'enough people have approved it already',
  refused: 'somebody refused it, and one refusal ends it',
  withdrawn: 'whoever asked has withdrawn it',
  expired: 'it has expired',
  used: 'it was used up already',
} as const

async function outcomeOf(
  changed: Change<Refusal> | null,
  reader: Principal,
  desk: ApprovalDesk,
): Promise<ApprovalOutcome> {
  if (changed === null) return { is: 'not-found' }
  if ('not' in changed) return changed.not
  return { is: 'done', approval: await viewFor(changed.to, reader, desk) }
}
