import { impacts } from './impacts.ts'
import {
  auditEntry,
  deadLetter,
  found,
  load,
  provenance,
  receipt,
  receiptStatus,
} from './records.ts'
import { report } from './reports.ts'
import { at, crawl, finding, health, page } from './things.ts'
import { answer, approval, verification } from './verdicts.ts'

/** What a route answers with, by method and path as OpenAPI writes them. */
export const exampleReplies: Readonly<Record<string, unknown>> = {
  'POST /v1/answers': answer,
  'GET /v1/answers/{id}': answer,
  'GET /v1/answers/{id}/provenance': provenance,
  'GET /v1/search': found,
  'POST /v1/verifications': verification,
  'GET /v1/verifications/{id}': verification,
  'GET /v1/approvals': { items: [approval], next: null },
  'POST /v1/approvals': approval,
  'GET /v1/approvals/load': load,
  'GET /v1/approvals/{id}': approval,
  'POST /v1/approvals/{id}/withdrawal': { ...approval, state: 'withdrawn' },
  'POST /v1/approvals/{id}/decisions': approval,
  'GET /v1/session': {
    person: 'ana',
    scopes: ['approver'],
    csrf: '5rmK0c1Yq8mZ',
    endsAt: '2026-03-01T20:00:00.000Z',
  },
  'GET /v1/pages': { items: [page], next: null },
  'GET /v1/pages/{id}': {
    page: { ...page, text: 'Set `PAYMENT_TIMEOUT` to 30s.' },
    passages: [],
    findings: [finding],
  },
  'GET /v1/findings': { items: [finding], next: null },
  'GET /v1/findings/{id}': finding,
  'POST /v1/impacts': impacts,
  'GET /v1/reports': { items: [report], next: null },
  'GET /v1/reports/{id}': report,
  'POST /v1/reports/{id}/decisions': { report, recheck: null },
  'GET /v1/receipts/{id}': receipt,
  'GET /v1/receipts/{id}/status': receiptStatus,
  'GET /v1/sources': {
    items: [
      {
        id: 'runbooks',
        type: 'markdown-folder',
        url: null,
        pages: 31,
        unread: 1,
        crawledAt: at,
        wholeAt: at,
        nextAt: null,
        crawl,
      },
    ],
  },
  'POST /v1/sources/{id}/crawls': crawl,
  'GET /v1/crawls/{id}': crawl,
  'GET /v1/webhooks/dead-letters': {
    items: [deadLetter],
    next: null,
  },
  'POST /v1/webhooks/dead-letters/{id}/redelivery': deadLetter,
  'GET /v1/audit': {
    items: [auditEntry],
    next: null,
  },
  'GET /healthz': health,
  'GET /readyz': health,
  'GET /.well-known/jwks.json': {
    keys: [
      {
        kty: 'OKP',
        crv: 'Ed25519',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
        kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
        alg: 'EdDSA',
        use: 'sig',
      },
    ],
  },
}
