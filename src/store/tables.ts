import type { Generated } from 'kysely'

type DocumentColumns = { id: string; document: string }

/** Every table as SQLite holds it: text, numbers and JSON in text. */
export interface Tables {
  pages: DocumentColumns & {
    key: Generated<number>
    source: string
    path: string
    title: string
    owner: string | null
    genre: string
    revision: string
    sha256: string
    superseded_by: string | null
    gone_at: string | null
    times: string
    access_key: number
    own_access: string
    stamp: string | null
    repositories: string
    visits: number
    changes: number
  }
  access_lists: { key: Generated<number>; document: string; clauses: number }
  access_entries: { entry: string; list_key: number; clause: number }
  source_groups: { source: string; name: string; member: string }
  page_states: { page_key: number; since: string; state: string }
  passages: {
    key: Generated<number>
    id: string
    page_key: number
    position: number
    sha256: string
    length: Generated<number>
  }
  vocabulary: { key: Generated<number>; word: string }
  turned_pages: { number: Generated<number>; page_key: number; access_key: number }
  index_state: { id: number; last_key: number; changes: number }
  passage_documents: { passage_key: number; document: string }
  unread_documents: { source: string; path: string; because: string; seen_at: string }
  crawls: {
    id: string
    source: string
    started_at: string
    finished_at: string | null
    checkpoint: string | null
    whole: Generated<number>
    summary: string | null
  }
  crawled_documents: { crawl_id: string; path: string }
  surveys: {
    repository: string
    commit_id: string
    version: string | null
    surveyed_at: string
    summary: string
  }
  findings: DocumentColumns & {
    key: Generated<number>
    page_id: string
    passage_id: string
    repositories: string
    status: string
    kind: string
    subject: string
    line: number
  }
  answers: DocumentColumns & {
    principal: string
    answered_at: string
    decision: string
    provenance: string | null
  }
  verifications: DocumentColumns & { principal: string; verified_at: string; decision: string }
  receipts: DocumentColumns & {
    about_id: string
    principal: string
    issued_at: string
    expires_at: string
    decision: string
  }
  policies: {
    seq: Generated<number>
    name: string
    sha256: string
    document: string | null
    problem: string | null
    since: string
  }
  recalls: {
    receipt: string
    recalled_at: string
    because: string
    turned: string
    announced_at: string | null
  }
  receipt_grounds: {
    receipt: string
    what: string
    key: string
    page: string | null
    state: string
  }
  webhook_cursors: { endpoint: string; seq: number }
  webhook_deliveries: {
    id: string
    endpoint: string
    seq: number
    type: string
    payload: string
    created_at: string
    state: string
    attempts: number
    next_at: string
    leased_until: string | null
    finished_at: string | null
    fault: string | null
  }
  approvals: DocumentColumns & {
    action: string
    requested_by: string
    requested_at: string
    expires_at: string
    closed_at: string | null
  }
  approval_decisions: {
    approval: string
    person: string
    decision: string
    senior: number
    at: string
    comment: string | null
    seen_at: string | null
  }
  approval_views: { approval: string; person: string; at: string }
  liftable: { verification: string; principal: string; document: string }
  people: {
    id: string
    password: string | null
    password_set_at: string | null
    invite_sha256: string | null
    invite_ends_at: string | null
  }
  sessions: {
    token_sha256: string
    person: string
    how: string
    csrf: string
    began_at: string
    used_at: string
    ends_at: string
  }
  sign_in_attempts: { key: Generated<number>; counted: string; at: string }
  reviews: {
    verification: string
    principal: string
    risk: string
    sampled_at: string
    document: string
    person: string | null
    found: string | null
    comment: string | null
    reviewed_at: string | null
  }
  verification_days: {
    day: string
    decision: string
    verifications: number
    statements: number
    checked: number
  }
  reports: { id: string; page_id: string; code_owners: string }
  report_items: {
    report: string
    finding: string
    kind: string
    subject: string
    opened_at: string
    closed_at: string | null
    returned: number
  }
  report_decisions: {
    key: Generated<number>
    report: string
    finding: string | null
    person: string
    decision: string
    at: string
    until: string | null
    document: string
  }
  rule_reviews: { finding: string; kind: string; wrong: number; person: string; at: string }
  demoted_rules: { kind: string; demoted_at: string; lifted_at: string | null }
  notices: { id: string; kind: string; person: string; made_at: string; document: string }
  noticed_findings: {
    person: string
    report: string
    finding: string
    opened_at: string | null
    severity: number | null
    damage: number | null
    alerted_opened_at: string | null
    alerted_at: string | null
  }
  notice_people: {
    person: string
    digest: string
    alerts: number
    digest_at: string | null
    last: string | null
    feed_sha256: string | null
    feed_made_at: string | null
  }
  served_passages: { passage: string; day: string; principal: string; times: number }
  audit: {
    seq: number
    at: string
    kind: string
    principal: string | null
    subject: string
    details: string
    previous: string
    hash: string
  }
  idempotency: {
    principal: string
    key: string
    digest: string
    response: string | null
    created_at: string
  }
  keys: {
    id: string
    principal: string
    kind: string
    secret_sha256: string
    scopes: string
    groups: string
    environments: string
    created_at: string
    revoked_at: string | null
  }
  assessments: { page_id: string; stamp: string; document: string }
  vector_spaces: {
    key: Generated<number>
    id: string
    dimensions: number
    made_at: string
    current: number | null
    about: string
    model: Uint8Array | null
  }
  passage_vectors: {
    key: Generated<number>
    passage_key: number
    space_key: number
    checksum: number | null
    vector: Uint8Array | null
  }
}
