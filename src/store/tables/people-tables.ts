import type { Generated } from 'kysely'

/** Who comes in, whose pages are reported to them, and what they were told. */
export interface PeopleTables {
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
}
