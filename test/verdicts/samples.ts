import type { ActionClass, ClassedCommand } from '../../src/domain/action.ts'
import type { Citation, Contradiction } from '../../src/domain/citation.ts'
import type { FreshnessState } from '../../src/domain/freshness.ts'
import type { ReceiptContent } from '../../src/domain/receipt.ts'

export const contradiction = (given: Partial<Contradiction> = {}): Contradiction => ({
  finding: 'fnd_1',
  kind: 'default-value',
  status: 'contradicted',
  subject: 'PAYMENT_TIMEOUT',
  claimed: '30s',
  actual: '5s',
  because: 'the code says 5s',
  evidence: [],
  since: null,
  suggestion: null,
  ...given,
})

export const moved = contradiction({
  status: 'moved',
  kind: 'symbol',
  claimed: null,
  actual: 'newName',
  because: 'oldName is newName now',
})

export const citation = (
  state: FreshnessState = 'fresh',
  contradictions: readonly Contradiction[] = [],
  given: Partial<Citation> = {},
): Citation => ({
  id: 'c1',
  page: {
    id: 'wiki:restart.md',
    title: 'Restart',
    url: null,
    source: 'wiki',
    owner: 'team-pay',
    genre: 'runbook',
  },
  passage: 'psg_1',
  heading: [],
  quote: 'The timeout is 30s.',
  span: [0, 19],
  revision: '417',
  sha256: 'a'.repeat(64),
  age: {
    contentDays: 10,
    sectionDays: 10,
    reviewedDays: null,
    copySeconds: 5,
    copyOutdated: 0.1,
    commitsBehind: 0,
  },
  freshness: { state, because: [], basis: {} },
  claims: {
    holds: 1,
    contradicted: contradictions.filter(({ status }) => status === 'contradicted').length,
    moved: contradictions.filter(({ status }) => status === 'moved').length,
    unknown: 0,
  },
  contradictions,
  judgedBy: [],
  ...given,
})

export const command = (
  actionClass: ActionClass,
  given: Partial<ClassedCommand> = {},
): ClassedCommand => ({
  argv: ['tool', 'verb'],
  span: [0, 9],
  class: actionClass,
  reach: 'resource',
  reversible: 'unknown',
  effect: 'does something',
  ...given,
})

export const action = (...classes: readonly ActionClass[]) => ({
  digest: `sha256:${'b'.repeat(64)}`,
  commands: classes.map((each) => command(each)),
  unseen: [],
})

export const content: ReceiptContent = {
  id: 'rcp_1',
  about: 'verification',
  aboutId: 'ver_1',
  principal: 'agent:deploy',
  issuedAt: '2026-11-23T08:00:00.000Z',
  expiresAt: '2026-11-23T09:00:00.000Z',
  decision: 'warn',
  reasons: ['code.moved'],
  mode: 'enforce',
  executor: { principal: 'agent:deploy', role: 'deployer' },
  environment: 'staging',
  approvals: [{ id: 'apr_1', by: 'ana', at: '2026-11-23T07:59:00.000Z' }],
  policy: { name: 'plumbline-default', sha256: 'c'.repeat(64) },
  subjects: { action: 'd'.repeat(64), query: 'e'.repeat(64) },
  passages: [{ id: 'psg_1', revision: '417', sha256: 'a'.repeat(64) }],
  facts: [
    { repository: 'shop', kind: 'option', owner: null, subject: 'timeout', value: '5s' },
    { repository: 'shop', kind: 'file-path', owner: 'a', subject: 'src/ä.ts', value: null },
  ],
  surveys: [{ repository: 'shop', commit: 'f'.repeat(40) }],
  nonce: 'n0nce',
}
