import { citation } from './things.ts'

/** An example. */
export const answer = {
  id: 'ans_given',
  query: 'How do I restart payments?',
  answeredAt: '2026-03-01T12:00:00.000Z',
  citations: [citation],
  withheld: [],
  receipt: { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: '2026-03-01T12:00:00.000Z' },
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
      findings: [],
    },
  ],
}

/** An example. */
export const verification = {
  id: 'ver_1',
  verifiedAt: '2026-03-01T12:00:00.000Z',
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
        evidence: [
          {
            in: 'code',
            repository: 'payments-api',
            commit: '40c4770202821f32b6da336e22f1dfb6263e542f',
            path: 'src/config.ts',
            line: 4,
            quote: "timeout: '5s'",
          },
        ],
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
    digest: 'sha256:3ace60b0a0c1b6c9345e31494142947aa97d4ef4912e895d8795663393819759',
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
  },
  escalation: { approvers: 2, senior: 1, approval: 'apr_1', url: '/v1/approvals/apr_1' },
  unblock: [],
  receipt: { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: '2026-03-01T12:00:00.000Z' },
}

/** An example. */
export const approval = {
  id: 'apr_1',
  verification: 'ver_1',
  action: 'sha256:3ace60b0a0c1b6c9345e31494142947aa97d4ef4912e895d8795663393819759',
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
  state: 'waiting',
  counted: { approvers: 0, senior: 0 },
  deciders: [{ person: 'ana', senior: true }],
  whyNotYou: null,
}
