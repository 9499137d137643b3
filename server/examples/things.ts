import type { z } from 'zod'
import type { Citation } from '../../src/domain/citation.ts'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import type { Evidence } from '../../src/domain/finding.ts'
import type { finding as findingShape } from '../../src/wire/finding.ts'
import type { page as pageShape } from '../../src/wire/page.ts'

// One of each thing of an invented company, for the examples of the OpenAPI document; a test holds them to the schemas.

export const pageId = 'runbooks:payments/restart the service.md'
export const at = '2026-03-01T12:00:00.000Z'
export const digest = '3ace60b0a0c1b6c9345e31494142947aa97d4ef4912e895d8795663393819759'
export const commit = '40c4770202821f32b6da336e22f1dfb6263e542f'

/** An example. */
export const evidence: Evidence = {
  in: 'code',
  repository: 'payments-api',
  commit,
  path: 'src/config.ts',
  line: 4,
  quote: "timeout: '5s'",
}

/** An example. */
export const suggestion = { line: 12, old: '30s', new: '5s' }

/** An example. */
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
      evidence: [evidence],
      since: null,
      suggestion,
    },
  ],
  judgedBy: [
    {
      repository: 'payments-api',
      commit: commit,
      surveyedAt: at,
    },
  ],
}

/** An example. */
export const finding: z.infer<typeof findingShape> = {
  id: 'fnd_1',
  kind: 'default-value',
  status: 'contradicted',
  subject: 'PAYMENT_TIMEOUT',
  claimed: '30s',
  actual: '5s',
  page: {
    id: pageId,
    line: 12,
    endLine: 12,
    column: 6,
    heading: ['Steps'],
    quote: 'Set `PAYMENT_TIMEOUT` to 30s.',
    genre: 'runbook',
  },
  repositories: ['payments-api'],
  because: 'the code says 5s',
  reason: null,
  hint: null,
  evidence: [evidence],
  since: null,
  suggestion,
}

/** An example. */
export const page: z.infer<typeof pageShape> = {
  id: pageId,
  source: 'runbooks',
  path: 'payments/restart the service.md',
  url: null,
  title: 'Restart the payments service',
  owner: null,
  about: [],
  home: null,
  genre: 'runbook',
  revision: '417',
  sha256: digest,
  times: {
    created: null,
    modified: null,
    contentChanged: { at: at, basis: 'git' },
    reviewed: null,
    reviewBy: null,
    confirmed: null,
    fetched: null,
    firstSeen: null,
    gone: null,
  },
  supersededBy: null,
  flags: [],
  problems: [],
}

/** An example. */
export const crawl: CrawlSummary = {
  id: 'crw_1',
  source: 'runbooks',
  startedAt: at,
  finishedAt: at,
  status: 'finished',
  pages: 31,
  changed: 2,
  gone: 1,
  accessChanged: 0,
  pagesPerSecond: 310.4,
  unread: [{ path: 'old.md', because: 'it is not valid UTF-8; save it as UTF-8' }],
}

/** An example. */
export const health = {
  status: 'ok',
  version: '0.1.0',
  now: at,
  nearness: 'exact',
  policy: 'enforced',
  repositories: 1,
  surveyedRepositories: 1,
}
