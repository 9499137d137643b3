-- A report is a page with what is wrong with it; closed items stay, so that what comes back is known again.
create table reports (
  id text primary key,
  page_id text not null unique,
  code_owners text not null
) strict, without rowid;

create table report_items (
  report text not null references reports (id),
  finding text not null,
  kind text not null,
  subject text not null,
  opened_at text not null,
  closed_at text,
  returned integer not null default 0,
  primary key (report, finding)
) strict, without rowid;
create index report_items_open on report_items (report) where closed_at is null;

create table report_decisions (
  key integer primary key,
  report text not null references reports (id),
  finding text,
  person text not null,
  decision text not null,
  at text not null,
  until text,
  document text not null
) strict;
create index report_decisions_by_report on report_decisions (report, key);

-- One row for each finding that somebody called right or wrong: whoever calls it otherwise later corrects that.
create table rule_reviews (
  finding text primary key,
  kind text not null,
  wrong integer not null,
  person text not null,
  at text not null
) strict, without rowid;
create index rule_reviews_by_kind on rule_reviews (kind, at);

create table demoted_rules (
  kind text primary key,
  demoted_at text not null,
  lifted_at text
) strict, without rowid;

-- Receipts forget what they rest on within the hour: how often a passage was served is counted when one is kept, in its transaction.
create table served_passages (
  passage text not null,
  day text not null,
  principal text not null,
  times integer not null,
  primary key (passage, day, principal)
) strict, without rowid;
create index served_by_day on served_passages (day);

create trigger passage_is_served after insert on receipt_grounds when new.what = 'passage'
begin
  insert into served_passages (passage, day, principal, times)
  select new.key, substr(issued_at, 1, 10), principal, 1 from receipts where id = new.receipt
  on conflict do update set times = times + 1;
end;
