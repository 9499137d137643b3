import type { Generated } from 'kysely'
import type { DocumentColumns } from './document-columns.ts'

/** Pages, their passages, and how they came in. */
export interface PageTables {
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
