import type { Approval, ApprovalDecision, ApprovalState, Binding } from '../domain/approval.ts'
import { canonicalName, type Environment } from '../domain/environment.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'

/** How somebody proved who they are. Only a person's own sign-in in a browser approves. */
export type SignIn = 'browser' | 'api-key' | 'command-line'

/** Who is who today; null for somebody who is not configured any more. */
export interface WhoIs {
  (principal: string): Principal | null
  /** What the policy of today calls environments; beside it each goes by its own name alone. */
  environments?(): readonly Environment[]
}

/** Why this principal may not decide on the request; null when it may. */
export function whyNotDecide(
  approval: Approval,
  principal: Principal,
  signIn: SignIn,
  whoIs: WhoIs,
): string | null {
  if (principal.kind !== 'person') return 'only people decide'
  if (principal.id === approval.requestedBy) return 'whoever asks cannot decide'
  if (signIn !== 'browser') return 'a decision needs your own sign-in in a browser'
  const asker = whoIs(approval.requestedBy)
  if (asker === null) return `${approval.requestedBy} is not configured any more`
  if (principal.id === asker.owner || principal.id === approval.owner)
    return 'it is your own agent that asks'
  if (!mayApprove(principal)) return 'your sign-in does not entitle you to approve'
  return boundTo(principal, approval.environments, whoIs.environments?.() ?? [])
    ? null
    : 'you are not bound to that environment'
}

/** Whether somebody's roles are those of an approver at all. */
export const mayApprove = ({ scopes }: Pick<Principal, 'scopes'>): boolean =>
  scopes.includes('approver') || scopes.includes('senior-approver')

export const isSenior = ({ scopes }: Pick<Principal, 'scopes'>): boolean =>
  scopes.includes('senior-approver')

/** A person bound to some environments may not decide where another is aimed at, nor where none is known. */
function boundTo(
  { environments }: Principal,
  aimed: readonly string[],
  known: readonly Environment[],
): boolean {
  const own = environments.map((name) => canonicalName(name, known))
  return (
    own.length === 0 ||
    (aimed.length > 0 && aimed.every((name) => own.includes(canonicalName(name, known))))
  )
}

/** The approvals that count today: in time, one a person, of people whom today's configuration still entitles. */
export function countingDecisions(
  approval: Approval,
  whoIs: WhoIs,
): readonly (ApprovalDecision & { readonly senior: boolean })[] {
  const counting = inTime(approval).flatMap((decision) => {
    const person = whoIs(decision.person)
    const entitled =
      person !== null &&
      person.id === decision.person &&
      whyNotDecide(approval, person, 'browser', whoIs) === null
    // Senior is who was when deciding and still is.
    return entitled && decision.decision === 'approve'
      ? [{ ...decision, senior: decision.senior && isSenior(person) }]
      : []
  })
  return [...new Map(counting.map((decision) => [decision.person, decision])).values()]
}

/** Whether enough people approve, and enough of them are senior; at least one, whatever was stored or asked. */
export function isEnough(
  decisions: readonly ApprovalDecision[],
  ...needs: readonly { readonly approvers: number; readonly senior: number }[]
): boolean {
  const senior = decisions.filter((decision) => decision.senior).length
  return (
    decisions.length >= 1 &&
    needs.every((need) => decisions.length >= need.approvers && senior >= need.senior)
  )
}

/** Where a request stands: one refusal ends it, one person counts once, and an approval lasts until it expires. */
export function stateOf(approval: Approval, whoIs: WhoIs, now: Instant): ApprovalState {
  if (approval.used !== null) return 'used'
  if (approval.withdrawnAt !== null) return 'withdrawn'
  if (inTime(approval).some(({ decision }) => decision === 'refuse')) return 'refused'
  if (!before(now, approval.expiresAt) || before(now, approval.requestedAt)) return 'expired'
  return isEnough(countingDecisions(approval, whoIs), approval) ? 'approved' : 'waiting'
}

/** An unreadable moment is never in time. */
const inTime = ({ decisions, requestedAt, expiresAt }: Approval): readonly ApprovalDecision[] =>
  decisions.filter(({ at }) => before(at, expiresAt) && !before(at, requestedAt))

/** Whether an approval speaks of this very action, in this environment, under this role and account. */
export const bindsTo = (approval: Binding, wanted: Binding): boolean =>
  approval.action === wanted.action &&
  placesOf(approval) === placesOf(wanted) &&
  approval.role === wanted.role &&
  approval.runAs === wanted.runAs

const placesOf = ({ environment, environments }: Binding): string =>
  JSON.stringify([
    environment === null ? null : canonicalName(environment, []),
    [...new Set(environments.map((name) => canonicalName(name, [])))].sort(),
  ])

const before = (a: Instant, b: Instant): boolean => Date.parse(a) < Date.parse(b)
