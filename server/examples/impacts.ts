import type { Impacts } from '../../src/domain/impact.ts'
import { citation, commit, evidence, finding, suggestion } from './things.ts'

const { page, heading, quote } = citation

/** An example. */
export const impacts: Impacts = {
  repository: 'payments-api',
  surveyedCommit: commit,
  unknown: null,
  impacts: [
    {
      finding: finding.id,
      status: 'contradicted',
      kind: 'default-value',
      subject: 'PAYMENT_TIMEOUT',
      claimed: '30s',
      now: { value: '30s', evidence: [evidence] },
      after: '5s',
      because: 'the code says PAYMENT_TIMEOUT is 5s, not 30s since a1f2c3d',
      page,
      heading,
      quote,
      line: 12,
      suggestion,
    },
  ],
  sources: [{ source: page.source, pages: 1, claims: 1, owners: ['group:sre'], unowned: 0 }],
}
