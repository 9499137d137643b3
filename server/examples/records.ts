import type { z } from 'zod'
import type { AuditEntry } from '../../src/domain/audit.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { DeadLetter, ReceiptStatus, SearchResult } from '../../src/domain/requests.ts'
import type { ReviewLoad } from '../../src/domain/review.ts'
import type { provenance as provenanceShape } from '../../src/wire/answer.ts'
import { at, citation, commit, digest, finding, page, pageId } from './things.ts'
import { answer } from './verdicts.ts'

/** An example. */
export const found: SearchResult = {
  query: 'restart',
  searchedAt: at,
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

/** An example. */
export const load: ReviewLoad = {
  at,
  waiting: 1,
  oldestSeconds: 60,
  quickSeconds: 15,
  approvers: [],
  days: [],
  reviews: { waiting: 0, right: 0, wrong: 0, share: 0.05 },
}

/** An example. */
export const receipt: Receipt = {
  content: {
    id: 'rcp_1',
    about: 'verification',
    aboutId: 'ver_1',
    principal: 'agent:agent',
    issuedAt: at,
    expiresAt: at,
    decision: 'block',
    reasons: ['code.value-differs'],
    mode: 'enforce',
    executor: { principal: 'agent:deploy', role: null },
    environment: 'staging',
    approvals: [],
    policy: {
      name: 'default',
      sha256: digest,
    },
    subjects: { action: digest },
    passages: [
      {
        id: 'psg_1',
        revision: '417',
        sha256: digest,
      },
    ],
    facts: [
      {
        repository: 'payments-api',
        kind: 'setting',
        owner: null,
        subject: 'PAYMENT_TIMEOUT',
        value: '5s',
      },
    ],
    surveys: [{ repository: 'payments-api', commit: commit }],
    nonce: 'n1',
  },
  envelope: {
    payloadType: 'application/vnd.in-toto+json',
    payload: 'e30=',
    signatures: [{ keyid: 'k1', sig: 'c2ln' }],
  },
}

/** An example. */
export const deadLetter: DeadLetter = {
  id: 'msg_1',
  webhook: 'on-call',
  type: 'receipt.recalled',
  createdAt: at,
  attempts: 9,
  failedAt: at,
  because: 'it answered with status 500',
}

/** An example. */
export const auditEntry: AuditEntry = {
  seq: 7,
  at,
  kind: 'verification',
  principal: 'agent:agent',
  subject: 'ver_1',
  details: { decision: 'block', reasons: ['code.value-differs'], action: null },
  previous: digest,
  hash: 'c6c1c9a9c8543f1e4cd980064cf1625eeb61a90703b2464fff039f21682508b3',
}

/** An example. */
export const provenance: z.infer<typeof provenanceShape> = {
  answer: 'ans_given',
  query: answer.query,
  principal: 'agent:agent',
  answeredAt: at,
  policy: {
    name: 'default',
    sha256: digest,
  },
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

/** An example. */
export const receiptStatus: ReceiptStatus = {
  id: 'rcp_1',
  status: 'valid',
  because: 'nothing turned',
  recalledAt: null,
  turned: [],
}
