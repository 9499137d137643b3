import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import type { BlockedAnswer, GivenAnswer, Verification } from '../../src/domain/answer.ts'
import type { ApprovalOutcome, ApprovalView } from '../../src/domain/approval.ts'
import type { AuditEntry } from '../../src/domain/audit.ts'
import type { Citation } from '../../src/domain/citation.ts'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import type { Finding } from '../../src/domain/finding.ts'
import type { Page } from '../../src/domain/page.ts'
import type { Principal, Scope } from '../../src/domain/principal.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { ReportView } from '../../src/domain/report.ts'
import type { DeadLetter, Provenance, SearchResult } from '../../src/domain/requests.ts'
import type { ReviewLoad } from '../../src/domain/review.ts'
import { countsOf } from '../../src/flows/verify-advice.ts'
import { sampleApproval } from './approvals.ts'
import { unknownTimes } from './times.ts'

// Made by hand, for what the door does with what it is handed; nothing here judges anything.

const now = '2026-03-01T12:00:00.000Z'
const digest = 'a'.repeat(64)

export const crawlSummary: CrawlSummary = {
  id: 'crw_1',
  source: 'runbooks',
  startedAt: now,
  finishedAt: now,
  status: 'finished',
  pages: 31,
  changed: 2,
  gone: 1,
  accessChanged: 0,
  pagesPerSecond: 310.4,
  unread: [{ path: 'old.md', because: 'it is not valid UTF-8; save it as UTF-8' }],
}

export const pageId = 'runbooks:payments/restart the service.md'

/** A key that the fake knows, one for each scope. */
export const keyFor = (scope: Scope): string => `plk_${scope}`

const principalFor = (key: string): Principal | null => {
  const [, scope] = /^plk_(agent|engineer|owner|approver|senior-approver|operator)$/.exec(key) ?? []
  return scope === undefined
    ? null
    : {
        id: `agent:${scope}`,
        kind: 'agent',
        scopes: [scope as Scope],
        groups: ['group:everyone'],
        environments: [],
      }
}

export const citation: Citation = {
  id: 'c1',
  page: {
    id: pageId,
    title: 'Restart the payments service',
    url: 'https://wiki.acme.example/restart',
    source: 'runbooks',
    owner: 'group:sre',
    genre: 'runbook',
  },
  passage: 'psg_1',
  heading: ['Steps'],
  quote: 'Set `PAYMENT_TIMEOUT` to 30s.',
  span: [10, 39],
  revision: '417',
  sha256: digest,
  age: {
    contentDays: 611,
    sectionDays: 640,
    reviewedDays: null,
    copySeconds: 412,
    copyOutdated: 0.02,
    commitsBehind: 14,
  },
  freshness: { state: 'stale', because: ['not changed for 611 days'], basis: { content: 'git' } },
  claims: { holds: 3, contradicted: 1, moved: 0, unknown: 1 },
  contradictions: [
    {
      finding: 'fnd_1',
      kind: 'default-value',
      status: 'contradicted',
      subject: 'PAYMENT_TIMEOUT',
      claimed: '30s',
      actual: '5s',
      because: 'the code says 5s',
      evidence: [
        {
          in: 'code',
          repository: 'payments-api',
          commit: 'b'.repeat(40),
          path: 'src/config.ts',
          line: 4,
          quote: "timeout: '5s'",
        },
      ],
      since: null,
      suggestion: { line: 12, old: '30s', new: '5s' },
    },
  ],
  judgedBy: [{ repository: 'payments-api', commit: 'b'.repeat(40), surveyedAt: now }],
}

const receiptLink = { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: now }

export const given: GivenAnswer = {
  id: 'ans_given',
  query: 'How do I restart payments?',
  answeredAt: now,
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

export const blocked: BlockedAnswer = {
  id: 'ans_blocked',
  query: 'What is the payment timeout?',
  answeredAt: now,
  citations: [],
  withheld: [{ citation, reasons: [] }],
  receipt: receiptLink,
  verdict: {
    decision: 'block',
    reasons: [
      {
        code: 'code.value-differs',
        decision: 'block',
        message: 'the code says 5s',
        finding: 'fnd_1',
        evidence: citation.contradictions[0]!.evidence,
      },
    ],
  },
  unblock: ['ask group:sre to correct the page'],
}

export const verification: Verification = {
  mode: 'enforce',
  intent: 'destroy',
  environments: ['production'],
  id: 'ver_1',
  verifiedAt: now,
  task: null,
  verdict: blocked.verdict,
  statements: [],
  citations: [],
  counts: countsOf([]),
  action: {
    digest: `sha256:${digest}`,
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
  receipt: receiptLink,
}

const approval: ApprovalView = {
  ...sampleApproval,
  requestedBy: 'agent:agent',
  state: 'waiting',
  counted: { approvers: 0, senior: 0 },
  deciders: [{ person: 'ana', senior: true }],
  whyNotYou: null,
}

const done = async (): Promise<ApprovalOutcome> => ({ is: 'done', approval })

const load: ReviewLoad = {
  at: now,
  waiting: 1,
  oldestSeconds: 60,
  quickSeconds: 15,
  approvers: [],
  days: [],
  reviews: { waiting: 0, right: 0, wrong: 0, share: 0.05 },
}

const page: Page = {
  id: pageId,
  source: 'runbooks',
  path: 'payments/restart the service.md',
  url: null,
  title: 'Restart the payments service',
  owner: null,
  access: [['group:everyone']],
  visits: { count: 3, changes: 0 },
  about: [],
  home: null,
  genre: 'runbook',
  revision: '417',
  text: 'Set `PAYMENT_TIMEOUT` to 30s.',
  lines: null,
  sha256: digest,
  times: { ...unknownTimes, contentChanged: { at: now, basis: 'git' } },
  supersededBy: null,
  flags: [],
  problems: [],
}

export const finding: Finding = {
  id: 'fnd_1',
  claim: {
    kind: 'default-value',
    subject: 'PAYMENT_TIMEOUT',
    owner: null,
    value: '30s',
    mood: 'asserted',
    page: pageId,
    passage: 'psg_1',
    span: [5, 20],
    line: 12,
    endLine: 12,
    column: 6,
    heading: ['Steps'],
    quote: 'Set `PAYMENT_TIMEOUT` to 30s.',
    token: 'PAYMENT_TIMEOUT',
    context: ['set'],
  },
  status: 'contradicted',
  judgement: {
    status: 'contradicted',
    because: 'the code says 5s',
    actual: '5s',
    evidence: citation.contradictions[0]!.evidence,
    since: null,
    correction: '5s',
  },
  genre: 'runbook',
  repositories: ['payments-api'],
  suggestion: { line: 12, old: '30s', new: '5s' },
}

const provenance: Provenance = {
  answer: 'ans_given',
  query: given.query,
  principal: 'agent:agent',
  answeredAt: now,
  policy: { name: 'default', sha256: digest },
  candidates: [
    {
      passage: 'psg_1',
      page: pageId,
      title: page.title,
      heading: ['Steps'],
      score: 1.5,
      parts: { keywords: 1.5 },
      used: true,
      because: 'best match',
    },
  ],
  citations: [citation],
  findings: [finding],
}

export const found: SearchResult = {
  query: 'restart',
  searchedAt: now,
  readAs: [{ asked: 'restrat', read: 'restart' }],
  hits: [
    {
      citation,
      unusable: [[15, 38]],
      copies: ['psg_2'],
      score: 0.7,
      parts: { words: 0.6, proximity: 0.1 },
    },
  ],
}

const receipt: Receipt = {
  content: {
    id: 'rcp_1',
    about: 'verification',
    aboutId: 'ver_1',
    principal: 'agent:agent',
    issuedAt: now,
    expiresAt: now,
    decision: 'block',
    reasons: ['code.value-differs'],
    mode: 'enforce',
    executor: { principal: 'agent:deploy', role: null },
    environment: 'staging',
    approvals: [],
    policy: { name: 'default', sha256: digest },
    subjects: { action: digest },
    passages: [{ id: 'psg_1', revision: '417', sha256: digest }],
    facts: [
      {
        repository: 'payments-api',
        kind: 'setting',
        owner: null,
        subject: 'PAYMENT_TIMEOUT',
        value: '5s',
      },
    ],
    surveys: [{ repository: 'payments-api', commit: 'b'.repeat(40) }],
    nonce: 'n1',
  },
  envelope: {
    payloadType: 'application/vnd.in-toto+json',
    payload: 'e30=',
    signatures: [{ keyid: 'k1', sig: 'c2ln' }],
  },
}

const deadLetter: DeadLetter = {
  id: 'msg_1',
  webhook: 'on-call',
  type: 'receipt.recalled',
  createdAt: now,
  attempts: 9,
  failedAt: now,
  because: 'it answered with status 500',
}

export const auditEntry: AuditEntry = {
  seq: 7,
  at: now,
  kind: 'verification',
  principal: 'agent:agent',
  subject: 'ver_1',
  details: { decision: 'block', reasons: ['code.value-differs'], action: null },
  previous: digest,
  hash: 'b'.repeat(64),
}

export const report: ReportView = {
  id: 'rep_1',
  page: { id: pageId, title: page.title, url: null, source: 'runbooks', genre: 'runbook' },
  state: 'open',
  owner: { person: 'ana', named: 'ana', by: 'page' },
  openedAt: now,
  closedAt: null,
  damage: 72,
  served: { days: 30, times: 3, to: [{ principal: 'agent:agent', times: 3 }] },
  items: [
    {
      finding: finding.id,
      kind: 'default-value',
      subject: 'PAYMENT_TIMEOUT',
      openedAt: now,
      closedAt: null,
      returned: 0,
      state: 'open',
      setAsideUntil: null,
      damage: 72,
      served: 3,
      commitsBehind: 1,
      judged: finding,
    },
  ],
  decisions: [],
  whyNotYou: null,
}

const only =
  <Thing>(known: string, thing: Thing) =>
  async (id: string): Promise<Thing | null> =>
    id === known ? thing : null

/** As much of Plumbline as the door may use, knowing one of each thing; parts of it can be replaced. */
export const fakePlumbline = (replaced: Partial<ServedPlumbline> = {}): ServedPlumbline => ({
  principalFor: async (key) => principalFor(key),
  search: async () => found,
  ask: async () => given,
  verify: async () => verification,
  answer: async (id) => [given, blocked].find((answer) => answer.id === id) ?? null,
  provenance: only(given.id, provenance),
  verification: only(verification.id, verification),
  approval: only(approval.id, approval),
  requestApproval: async ({ verification: of }) =>
    of === verification.id ? done() : { is: 'not-found' },
  approvals: async () => ({ items: [approval], next: null }),
  earlierApprovals: async () => [],
  approvalSeen: async () => undefined,
  decideApproval: async (id) => (id === approval.id ? done() : { is: 'not-found' }),
  withdrawApproval: async (id) => (id === approval.id ? done() : { is: 'not-found' }),
  reviewLoad: async () => load,
  reviews: async () => [],
  closeReview: async () => ({ is: 'done' }),
  signInSettings: () => ({ url: null, local: true, openId: null }),
  signIn: async () => ({ is: 'refused' }),
  firstSignIn: async () => ({ is: 'refused' }),
  signInByClaim: async () => ({ is: 'refused' }),
  session: async () => null,
  signOut: async () => undefined,
  keyRefused: async () => undefined,
  now: () => now,
  pages: async () => ({ items: [page], next: null }),
  page: async (id) => (id === pageId ? { page, passages: [], findings: [finding] } : null),
  findings: async () => ({ items: [finding], next: 'more' }),
  finding: only(finding.id, finding),
  reportStale: async ({ page: id, passage = null }) =>
    id === pageId ? { page: id, passage, owner: null, reportedAt: now } : null,
  reports: async () => ({ items: [report], next: null }),
  report: only(report.id, report),
  decideReport: async (id) =>
    id === report.id ? { is: 'done', report, recheck: null } : { is: 'not-found' },
  receipt: only('rcp_1', receipt),
  receiptStatus: only('rcp_1', {
    id: 'rcp_1',
    status: 'valid',
    because: 'nothing turned',
    recalledAt: null,
    turned: [],
  }),
  deadLetters: async () => ({ items: [deadLetter], next: null }),
  redeliver: only(deadLetter.id, deadLetter),
  sources: async () => [
    {
      id: 'runbooks',
      type: 'markdown-folder',
      url: null,
      pages: 31,
      unread: 1,
      crawledAt: now,
      wholeAt: now,
      nextAt: null,
      crawl: crawlSummary,
    },
  ],
  startCrawl: async (id) => (id === 'runbooks' ? crawlSummary : null),
  crawlSummary: async (id) => (id === crawlSummary.id ? crawlSummary : null),
  async *watchCrawl() {
    yield { ...crawlSummary, status: 'running', finishedAt: null, pages: 12 }
    yield crawlSummary
  },
  jwks: async () => ({
    keys: [
      { kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k1', alg: 'EdDSA', use: 'sig', d: 'private' },
    ],
  }),
  health: async () => ({
    nearness: 'exact',
    policy: { name: 'acme', sha256: 'c'.repeat(64), mode: 'enforce', problem: null },
    status: 'ok',
    version: '0.1.0',
    now,
    sources: [{ id: 'secret-source', pages: 3, unread: 1, crawledAt: now }],
    repositories: [{ id: 'secret-repository', commit: 'b'.repeat(40), surveyedAt: now }],
  }),
  auditEntries: async () => ({ items: [auditEntry], next: null }),
  once: (_, __, work) => work(),
  ...replaced,
})
