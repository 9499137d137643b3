import { report } from './reports.ts'
import { crawl, finding, page } from './things.ts'
import { answer, approval, verification } from './verdicts.ts'

/** An id by what it is of: the part of the path before it. */
export const exampleIds: Readonly<Record<string, string>> = {
  answers: answer.id,
  verifications: verification.id,
  approvals: approval.id,
  pages: page.id,
  findings: finding.id,
  receipts: verification.receipt.id,
  reports: report.id,
  sources: page.source,
  crawls: crawl.id,
  'dead-letters': 'msg_1',
}

/** Values of query parameters and headers, by name. */
export const exampleParameters: Readonly<Record<string, unknown>> = {
  query: 'How do I restart the payments service?',
  source: page.source,
  repository: 'payments-api',
  genre: 'runbook',
  status: 'contradicted',
  page: page.id,
  subject: verification.id,
  token: 'plf_8wJ0cV5nYt3qZ2mK7rXd1bLh4sGf6aPe9uTi0oNy5kC',
  since: '2026-03-01T00:00:00.000Z',
  'Idempotency-Key': 'cleanup-2031-07',
  'X-CSRF-Token': 'the csrf of GET /v1/session',
}
