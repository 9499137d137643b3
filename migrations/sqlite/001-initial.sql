-- Rows are small and looked up by column; the whole noun stands beside them as JSON.

create table pages (
  key integer primary key,
  id text not null unique,
  source text not null,
  path text not null,
  title text not null,
  owner text,
  genre text not null,
  revision text not null,
  sha256 text not null,
  superseded_by text,
  gone_at text,
  times text not null,
  document text not null
);
create index pages_by_source on pages (source, path);
create index pages_by_owner on pages (owner, id);

create table page_access (
  entry text not null,
  page_key integer not null references pages (key) on delete cascade,
  primary key (entry, page_key)
) without rowid;
create index page_access_by_page on page_access (page_key);

create table passages (
  key integer primary key,
  id text not null unique,
  page_key integer not null references pages (key) on delete cascade,
  position integer not null,
  sha256 text not null
);
create index passages_by_page on passages (page_key, position);

-- Apart from `passages`, so that a search reads through many small rows and few large ones.
create table passage_documents (
  passage_key integer primary key references passages (key) on delete cascade,
  document text not null
);

create virtual table passage_words using fts5 (
  title, heading, body, code, identifiers,
  content = '', contentless_delete = 1, tokenize = 'porter unicode61'
);
create virtual table passage_vocabulary using fts5vocab (passage_words, row);

create trigger passages_leave_the_index after delete on passages begin
  delete from passage_words where rowid = old.key;
end;

create table unread_documents (
  source text not null,
  path text not null,
  because text not null,
  seen_at text not null,
  primary key (source, path)
) without rowid;

create table crawls (
  id text primary key,
  source text not null,
  started_at text not null,
  finished_at text,
  checkpoint text
) without rowid;
create index crawls_by_source on crawls (source, started_at);

create table crawled_documents (
  crawl_id text not null references crawls (id) on delete cascade,
  path text not null,
  revision text not null,
  primary key (crawl_id, path)
) without rowid;

create table surveys (
  repository text not null,
  commit_id text not null,
  version text,
  surveyed_at text not null,
  summary text not null,
  primary key (repository, commit_id)
) without rowid;
create index surveys_by_time on surveys (repository, surveyed_at);

create table findings (
  key integer primary key,
  id text not null,
  page_id text not null,
  passage_id text not null,
  repositories text not null,
  status text not null,
  kind text not null,
  subject text not null,
  line integer not null,
  document text not null
);
create index findings_by_id on findings (id);
create index findings_by_page on findings (page_id, repositories);
create index findings_by_passage on findings (passage_id);
create index findings_by_status on findings (status, id);

create table answers (
  id text primary key,
  principal text not null,
  answered_at text not null,
  decision text not null,
  document text not null,
  provenance text
) without rowid;
create index answers_by_principal on answers (principal, answered_at);

create table verifications (
  id text primary key,
  principal text not null,
  verified_at text not null,
  decision text not null,
  document text not null
) without rowid;
create index verifications_by_principal on verifications (principal, verified_at);

create table receipts (
  id text primary key,
  about_id text not null,
  principal text not null,
  issued_at text not null,
  expires_at text not null,
  decision text not null,
  document text not null
) without rowid;
create index receipts_by_about on receipts (about_id);
create index receipts_by_expiry on receipts (expires_at);

create table approvals (
  id text primary key,
  action text not null,
  requested_by text not null,
  expires_at text not null,
  document text not null
) without rowid;
create index approvals_by_action on approvals (action);

create table idempotency (
  principal text not null,
  key text not null,
  digest text not null,
  response text,
  created_at text not null,
  primary key (principal, key)
) without rowid;
create index idempotency_by_time on idempotency (created_at);

create table keys (
  id text primary key,
  principal text not null,
  kind text not null,
  secret_sha256 text not null,
  scopes text not null,
  groups text not null,
  environments text not null,
  created_at text not null,
  revoked_at text
) without rowid;
