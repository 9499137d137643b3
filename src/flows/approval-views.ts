import type { Approval, ApprovalView } from '../domain/approval.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import {
  countingDecisions,
  isSenior,
  mayApprove,
  stateOf,
  type WhoIs,
  whyNotDecide,
} from '../verdicts/approvals.ts'
import { meaningOf } from '../verdicts/reasons.ts'

/** What showing a request to a reader takes. */
export interface ViewDesk {
  readonly whoIs: WhoIs
  now(): Instant
  people(): readonly Principal[]
  /** Whether a reader may see everything that a verification rests on. */
  mayOpen(verification: string, reader: Principal): Promise<boolean>
}

/** Approvers, engineers and operators see every request; others those that they or their agents made. */
export const maySee = ({ requestedBy, owner }: Approval, reader: Principal): boolean =>
  reader.id === requestedBy ||
  reader.id === owner ||
  mayApprove(reader) ||
  reader.scopes.includes('engineer') ||
  reader.scopes.includes('operator')

export const viewsFor = (
  found: readonly Approval[],
  reader: Principal,
  desk: ViewDesk,
): Promise<readonly ApprovalView[]> =>
  Promise.all(found.map((approval) => viewFor(approval, reader, desk)))

/** What stands against an action may quote pages and code: in so many words it is told only to who may read them. */
export async function viewFor(
  approval: Approval,
  reader: Principal,
  desk: ViewDesk,
): Promise<ApprovalView> {
  const { whoIs, now, mayOpen, people } = desk
  const { reasons } = approval.shown
  const quotes = reasons.some(({ citation, finding }) => citation ?? finding)
  const isOpen = !quotes || (await mayOpen(approval.verification, reader))
  const told = isOpen
    ? reasons
    : reasons.map((reason) =>
        (reason.citation ?? reason.finding)
          ? { ...reason, message: meaningOf(reason.code) }
          : reason,
      )
  const counting = countingDecisions(approval, whoIs)
  return {
    ...approval,
    shown: { ...approval.shown, reasons: told },
    state: stateOf(approval, whoIs, now()),
    counted: {
      approvers: counting.length,
      senior: counting.filter(({ senior }) => senior).length,
    },
    deciders: people()
      .filter((one) => whyNotDecide(approval, one, 'browser', whoIs) === null)
      .map((one) => ({ person: one.id, senior: isSenior(one) })),
    whyNotYou: whyNotDecide(approval, reader, 'browser', whoIs),
  }
}
