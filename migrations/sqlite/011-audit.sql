-- What was answered, verified, approved, changed and recalled, in one chain: each entry holds the digest of the one
-- before it, so that an edit, a deletion or another order shows.
create table audit (
  seq integer primary key,
  at text not null,
  kind text not null,
  principal text,
  subject text not null,
  details text not null,
  previous text not null,
  hash text not null unique
) strict;
create index audit_by_subject on audit (subject, seq);
