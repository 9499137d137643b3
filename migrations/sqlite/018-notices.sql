-- What people are told of reports. A notice names reports and findings and none of their words: these are looked up when it is sent.
create table notices (
  id text primary key,
  kind text not null,
  person text not null,
  made_at text not null,
  document text not null
) strict, without rowid;

-- What a person knows of a finding: how it stood when they were told last, and which of its comings they were alerted to.
create table noticed_findings (
  person text not null,
  report text not null references reports (id),
  finding text not null,
  opened_at text,
  severity integer,
  damage real,
  alerted_opened_at text,
  alerted_at text,
  primary key (person, report, finding)
) strict, without rowid;

-- What a person chose to be told, when their last digest was due, and the secret in the address of their feed. `last` is their newest
-- notice: of two who make one at once, only one does.
create table notice_people (
  person text primary key,
  digest text not null default 'weekly',
  alerts integer not null default 1,
  digest_at text,
  last text,
  feed_sha256 text unique,
  feed_made_at text
) strict, without rowid;
