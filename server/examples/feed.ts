import type { Finding } from '../../src/domain/finding.ts'
import { reportsFeed } from '../../src/render/reports-feed.ts'
import { report } from './reports.ts'
import { at, finding } from './things.ts'

const { page, because, suggestion, repositories } = finding

const judged: Finding = {
  ...{ id: finding.id, status: 'contradicted', genre: 'runbook', repositories, suggestion },
  claim: {
    ...{ kind: 'default-value', subject: finding.subject, owner: null, value: finding.claimed },
    ...{ mood: 'asserted', page: page.id, passage: 'psg_1', span: [5, 20], line: page.line },
    ...{ endLine: page.endLine, column: page.column, heading: page.heading, quote: page.quote },
    ...{ token: finding.subject, context: ['set'] },
  },
  judgement: {
    ...{ status: 'contradicted', because: because ?? '', actual: finding.actual },
    ...{ evidence: [], since: null, correction: finding.actual },
  },
}

/** An example. */
export const exampleFeed = reportsFeed({
  person: 'ana',
  reports: [{ ...report, items: report.items.map((item) => ({ ...item, judged })) }],
  base: 'https://plumbline.acme.example',
  now: at,
})
