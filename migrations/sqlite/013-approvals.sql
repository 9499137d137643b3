-- Requests from before people could sign in: nobody could decide on them, and they do not say what people would be shown.
drop table approvals;

create table approvals (
  id text primary key,
  action text not null,
  requested_by text not null,
  requested_at text not null,
  expires_at text not null,
  -- When it was refused, withdrawn or used up; what has expired is told by the clock.
  closed_at text,
  document text not null
) strict, without rowid;
create index approvals_by_action on approvals (action, requested_by, requested_at);
create index approvals_open on approvals (requested_at, id) where closed_at is null;
create index approvals_by_time on approvals (requested_at);
create index approvals_by_requester on approvals (requested_by, requested_at);

create table approval_decisions (
  approval text not null references approvals (id),
  person text not null,
  decision text not null,
  senior integer not null,
  at text not null,
  comment text,
  seen_at text,
  primary key (approval, person)
) strict, without rowid;
create index approval_decisions_by_time on approval_decisions (at);

-- When each person was first shown a request: a decision soon after it was not thought over.
create table approval_views (
  approval text not null references approvals (id),
  person text not null,
  at text not null,
  primary key (approval, person)
) strict, without rowid;

-- What people could lift of a verification, kept until somebody asks for their approval.
create table liftable (
  verification text primary key,
  principal text not null,
  document text not null
) strict, without rowid;

create table people (
  id text primary key,
  password text,
  password_set_at text,
  invite_sha256 text,
  invite_ends_at text
) strict, without rowid;

create table sessions (
  token_sha256 text primary key,
  person text not null,
  how text not null,
  csrf text not null,
  began_at text not null,
  used_at text not null,
  ends_at text not null
) strict, without rowid;
create index sessions_by_person on sessions (person);
create index sessions_by_end on sessions (ends_at);

-- Attempts to sign in that have not succeeded, by what they are counted against (a digest of an account or an address).
create table sign_in_attempts (
  key integer primary key,
  counted text not null,
  at text not null
) strict;
create index sign_in_attempts_by_counted on sign_in_attempts (counted, at);
create index sign_in_attempts_by_time on sign_in_attempts (at);

create table reviews (
  verification text primary key,
  principal text not null,
  risk text not null,
  sampled_at text not null,
  document text not null,
  person text,
  found text,
  comment text,
  reviewed_at text
) strict, without rowid;
create index reviews_waiting on reviews (sampled_at, verification) where reviewed_at is null;

-- Figures of each day, counted as they come, so that nobody has to read every verification to know how many there were.
create table verification_days (
  day text not null,
  decision text not null,
  verifications integer not null,
  statements integer not null,
  checked integer not null,
  primary key (day, decision)
) strict, without rowid;
insert into verification_days
  select substr(verified_at, 1, 10), decision, count(*),
    coalesce(sum(json_extract(document, '$.counts.statements')), 0),
    coalesce(sum(json_extract(document, '$.counts.checked')), 0)
  from verifications group by 1, 2;
