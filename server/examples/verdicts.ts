import type { ClassedCommand } from '../../src/domain/action.ts'
import type { GivenAnswer, Verification } from '../../src/domain/answer.ts'
import type { Approval, ApprovalView } from '../../src/domain/approval.ts'
import { at, citation, digest, evidence } from './things.ts'

const receiptLink = { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: at }

const command: ClassedCommand = {
  argv: ['kubectl', 'delete', 'ns', 'payments'],
  span: [0, 26],
  class: 'D5',
  reach: 'environment',
  reversible: 'no',
  effect: 'deletes a namespace and all that runs in it',
}

/** An example. */
export const answer: GivenAnswer = {
  id: 'ans_given',
  query: 'How do I restart payments?',
  answeredAt: at,
  citations: [citation],
  withheld: [],
  receipt: receiptLink,
  verdict: {
    decision: 'warn',
    reasons: [{ code: 'freshness.aging', decision: 'warn', message: 'It is old.', citation: 'c1' }],
  },
  text: 'Run `make restart`.',
  statements: [
    {
      text: 'Run `make restart`.',
      span: [0, 19],
      citations: ['c1'],
      support: 'supported',
      decidedBy: [
        {
          code: 'same-words',
          message: '“Run `make restart`.” is what “Run `make restart`.” says',
          statement: [0, 19],
          citation: 'c1',
          source: [0, 19],
        },
      ],
      findings: [],
    },
  ],
}

/** An example. */
export const verification: Verification = {
  id: 'ver_1',
  verifiedAt: at,
  task: null,
  mode: 'enforce',
  intent: 'destroy',
  environments: ['production'],
  verdict: {
    decision: 'block',
    reasons: [
      {
        code: 'code.value-differs',
        decision: 'block',
        message: 'the code says 5s',
        finding: 'fnd_1',
        evidence: [evidence],
      },
    ],
  },
  statements: [],
  citations: [],
  counts: {
    statements: 0,
    checked: 0,
    supported: 0,
    'partially-supported': 0,
    contradicted: 0,
    'not-enough-info': 0,
    'not-checkable': 0,
  },
  action: {
    digest: `sha256:${digest}`,
    commands: [command],
    unseen: [],
  },
  escalation: { approvers: 2, senior: 1, approval: 'apr_1', url: '/v1/approvals/apr_1' },
  unblock: [],
  receipt: receiptLink,
}

/** An example: a request for approval, before anybody looks at it. */
export const request: Approval = {
  id: 'apr_1',
  verification: 'ver_1',
  action: `sha256:${digest}`,
  environment: 'production',
  environments: ['production'],
  role: 'prod-admin',
  runAs: null,
  requestedBy: 'agent:agent',
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
    commands: [command],
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

/** An example. */
export const approval: ApprovalView = {
  ...request,
  state: 'waiting',
  counted: { approvers: 0, senior: 0 },
  deciders: [{ person: 'ana', senior: true }],
  whyNotYou: null,
}
