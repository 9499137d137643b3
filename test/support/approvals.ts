import type { Approval, ApprovalDecision } from '../../src/domain/approval.ts'
import type { Principal } from '../../src/domain/principal.ts'

/** A request that two people must allow, one of them senior, made at eight and good until noon. */
export const sampleApproval: Approval = {
  id: 'apr_1',
  verification: 'ver_1',
  action: `sha256:${'a'.repeat(64)}`,
  environment: 'production',
  environments: ['production'],
  role: 'prod-admin',
  runAs: null,
  requestedBy: 'agent:deploy',
  owner: null,
  requestedAt: '2026-11-23T08:00:00.000Z',
  expiresAt: '2026-11-23T12:00:00.000Z',
  approvers: 2,
  senior: 1,
  task: 'clean up after the load test',
  note: null,
  shown: {
    command: 'kubectl delete ns payments',
    workingDirectory: null,
    resource: null,
    commands: [
      {
        argv: ['kubectl', 'delete', 'ns', 'payments'],
        span: [0, 26],
        class: 'D5',
        reach: 'environment',
        reversible: 'no',
        effect: 'deletes a namespace and all that runs in it',
      },
    ],
    unseen: [],
    reasons: [
      {
        code: 'action.environment-wide',
        decision: 'block',
        message: 'kubectl delete ns payments: deletes a namespace',
        action: 0,
      },
    ],
    advice: null,
  },
  decisions: [],
  withdrawnAt: null,
  used: null,
}

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
