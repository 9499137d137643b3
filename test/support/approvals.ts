import { request } from '../../server/examples/verdicts.ts'
import type { Approval, ApprovalDecision } from '../../src/domain/approval.ts'
import type { Principal } from '../../src/domain/principal.ts'

/** A request that two people must allow, one of them senior, made at eight and good until noon. */
export const sampleApproval: Approval = { ...request, requestedBy: 'agent:deploy' }

export const person = (id: string, given: Partial<Principal> = {}): Principal => ({
  id,
  kind: 'person',
  scopes: ['approver'],
  groups: [],
  environments: [],
  ...given,
})

/** What one of them said at nine. */
export const decisionOf = (
  by: string,
  decision: ApprovalDecision['decision'] = 'approve',
  given: Partial<ApprovalDecision> = {},
): ApprovalDecision => ({
  person: by,
  decision,
  senior: false,
  at: '2026-11-23T09:00:00.000Z',
  comment: null,
  seenAt: '2026-11-23T08:58:00.000Z',
  ...given,
})
