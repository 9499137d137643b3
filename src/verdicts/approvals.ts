import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'

/** What an approval is bound to: it dies when any of it changes. */
export interface Binding {
  /** `sha256:` of the canonical action. */
  readonly actionDigest: string
  readonly role: string | null
  readonly environment: string | null
}

/** A request that people approve exactly this action. */
export interface ApprovalRequest extends Binding {
  readonly id: string
  /** Id of the principal who wants to act. */
  readonly requester: string
  readonly approvers: number
  readonly senior: number
  readonly requestedAt: Instant
  readonly expiresAt: Instant
}

/** How somebody proved who they are. Only a person's own sign-in in a browser approves. */
export type SignIn = 'browser' | 'api-key' | 'command-line'

/** What one person said to a request. */
export interface ApprovalDecision {
  readonly by: string
  readonly senior: boolean
  readonly choice: 'approve' | 'refuse'
  readonly at: Instant
}

export type ApprovalState = 'pending' | 'approved' | 'refused' | 'expired'

/** Why this principal may not decide on the request; null when it may. */
export function whyNotDecide(
  request: ApprovalRequest,
  principal: Principal,
  signIn: SignIn,
  now: Instant,
): string | null {
  if (principal.kind !== 'person') return 'only people decide'
  if (principal.id === request.requester) return 'whoever asks cannot decide'
  if (signIn !== 'browser') return 'a decision needs your own sign-in in a browser'
  if (!mayApprove(principal)) return 'your sign-in does not entitle you to approve'
  if (!boundTo(principal, request.environment)) return 'you are not bound to that environment'
  return before(now, request.expiresAt) ? null : 'the request has expired'
}

const mayApprove = ({ scopes }: Principal): boolean =>
  scopes.includes('approver') || scopes.includes('senior-approver')

/** A person bound to some environments may not decide on another, nor on an action without a known one. */
const boundTo = ({ environments }: Principal, environment: string | null): boolean =>
  environments.length === 0 || (environment !== null && environments.includes(environment))

/** What one principal's choice is recorded as. Call it only when `whyNotDecide` finds nothing. */
export const decisionBy = (
  principal: Principal,
  choice: ApprovalDecision['choice'],
  now: Instant,
): ApprovalDecision => ({
  by: principal.id,
  senior: principal.scopes.includes('senior-approver'),
  choice,
  at: now,
})

/** Where a request stands: one refusal ends it, one person counts once, and an approval lasts until it expires. */
export function stateOf(
  request: ApprovalRequest,
  decisions: readonly ApprovalDecision[],
  now: Instant,
): ApprovalState {
  const inTime = decisions.filter(
    ({ at, by }) => before(at, request.expiresAt) && by !== request.requester,
  )
  if (inTime.some(({ choice }) => choice === 'refuse')) return 'refused'
  if (!before(now, request.expiresAt)) return 'expired'
  const people = new Map(inTime.map((decision) => [decision.by, decision]))
  const senior = [...people.values()].filter((decision) => decision.senior).length
  // At least one, whatever was stored: nothing is approved by nobody.
  const enough = people.size >= Math.max(1, request.approvers) && senior >= request.senior
  return enough ? 'approved' : 'pending'
}

/** Whether an approval speaks of this very action, under this role, in this environment. */
export const bindsTo = (request: Binding, wanted: Binding): boolean =>
  request.actionDigest === wanted.actionDigest &&
  request.role === wanted.role &&
  request.environment === wanted.environment

const before = (a: Instant, b: Instant): boolean => Date.parse(a) < Date.parse(b)
