/** One of each thing of an invented company, for the examples of the OpenAPI document; a test holds them to the schemas. */

/** An example. */
export const citation = {
  id: 'c1',
  page: {
    id: 'runbooks:payments/restart the service.md',
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
  sha256: '3ace60b0a0c1b6c9345e31494142947aa97d4ef4912e895d8795663393819759',
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
          commit: '40c4770202821f32b6da336e22f1dfb6263e542f',
          path: 'src/config.ts',
          line: 4,
          quote: "timeout: '5s'",
        },
      ],
      since: null,
      suggestion: { line: 12, old: '30s', 'new': '5s' },
    },
  ],
  judgedBy: [
    {
      repository: 'payments-api',
      commit: '40c4770202821f32b6da336e22f1dfb6263e542f',
      surveyedAt: '2026-03-01T12:00:00.000Z',
    },
  ],
}

/** An example. */
export const finding = {
  id: 'fnd_1',
  kind: 'default-value',
  status: 'contradicted',
  subject: 'PAYMENT_TIMEOUT',
  claimed: '30s',
  actual: '5s',
  page: {
    id: 'runbooks:payments/restart the service.md',
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
  since: null,
  suggestion: { line: 12, old: '30s', 'new': '5s' },
}

/** An example. */
export const page = {
  id: 'runbooks:payments/restart the service.md',
  source: 'runbooks',
  path: 'payments/restart the service.md',
  url: null,
  title: 'Restart the payments service',
  owner: null,
  about: [],
  home: null,
  genre: 'runbook',
  revision: '417',
  sha256: '3ace60b0a0c1b6c9345e31494142947aa97d4ef4912e895d8795663393819759',
  times: {
    created: null,
    modified: null,
    contentChanged: { at: '2026-03-01T12:00:00.000Z', basis: 'git' },
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
export const crawl = {
  id: 'crw_1',
  source: 'runbooks',
  startedAt: '2026-03-01T12:00:00.000Z',
  finishedAt: '2026-03-01T12:00:00.000Z',
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
  now: '2026-03-01T12:00:00.000Z',
  nearness: 'exact',
  policy: 'enforced',
  repositories: 1,
  surveyedRepositories: 1,
}
