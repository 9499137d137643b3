import { impacts } from '../../server/examples/impacts.ts'
import {
  auditEntry,
  deadLetter,
  found,
  load,
  provenance,
  receipt,
  receiptStatus,
} from '../../server/examples/records.ts'
import { report as exampleReport } from '../../server/examples/reports.ts'
import * as known from '../../server/examples/things.ts'
import { approval, answer as given, verification } from '../../server/examples/verdicts.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import type { BlockedAnswer } from '../../src/domain/answer.ts'
import type { ApprovalOutcome } from '../../src/domain/approval.ts'
import type { Finding } from '../../src/domain/finding.ts'
import type { NoticeSettings } from '../../src/domain/notice.ts'
import type { Page } from '../../src/domain/page.ts'
import type { Principal, Scope } from '../../src/domain/principal.ts'
import type { ReportView } from '../../src/domain/report.ts'

// Made by hand, for what the door does with what it is handed; nothing here judges anything. What goes out as it comes in is what the
// OpenAPI document shows.

const { at: now, citation, crawl: crawlSummary, pageId } = known

export { auditEntry, citation, crawlSummary, found, given, impacts, pageId, verification }

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

export const blocked: BlockedAnswer = {
  id: 'ans_blocked',
  query: 'What is the payment timeout?',
  answeredAt: now,
  citations: [],
  withheld: [{ citation, reasons: [] }],
  receipt: given.receipt,
  verdict: { ...verification.verdict, decision: 'block' },
  unblock: ['ask group:sre to correct the page'],
}

const done = async (): Promise<ApprovalOutcome> => ({ is: 'done', approval })

const page: Page = {
  ...known.page,
  access: [['group:everyone']],
  visits: { count: 3, changes: 0 },
  text: known.finding.page.quote,
  lines: null,
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
    evidence: [known.evidence],
    since: null,
    correction: '5s',
  },
  genre: 'runbook',
  repositories: ['payments-api'],
  suggestion: known.suggestion,
}

export const report: ReportView = {
  ...exampleReport,
  items: exampleReport.items.map((item) => ({ ...item, judged: finding })),
}

const notices: NoticeSettings = {
  digest: 'weekly',
  alerts: true,
  by: [],
  nextDigestAt: now,
  feedMadeAt: null,
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
  impacts: async () => impacts,
  answer: async (id) => [given, blocked].find((answer) => answer.id === id) ?? null,
  provenance: only(given.id, { ...provenance, findings: [finding] }),
  verification: only(verification.id, verification),
  explanation: async () => null,
  lastAnswers: async () => [given],
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
  noticeSettings: async () => notices,
  chooseNotices: async () => notices,
  renewFeed: async () => null,
  feedReader: async (secret) => (secret === 'plf_ana' ? principalFor(keyFor('owner')) : null),
  receipt: only(receipt.content.id, receipt),
  receiptStatus: only(receiptStatus.id, receiptStatus),
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
  startSurvey: () => undefined,
  surveyRun: () => null,
  async *watchSurvey() {},
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
  corpus: async () => ({
    ...{ at: now, pages: 0, states: {}, sources: [], owners: [] },
    days: [{ day: now.slice(0, 10), states: {} }],
  }),
  auditEntries: async () => ({ items: [auditEntry], next: null }),
  once: (_, __, work) => work(),
  ...replaced,
})
