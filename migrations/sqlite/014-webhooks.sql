-- What standing receipts rest on, by key, so that a crawl or a survey finds the receipts it turns without reading any. `state` is how it
-- was when the receipt was signed, in the form in which it is compared; rows go when their receipt expires or is recalled.
create table receipt_grounds (
  receipt text not null references receipts (id),
  what text not null,
  key text not null,
  page text,
  state text not null,
  primary key (receipt, what, key)
) strict, without rowid;
create index receipt_grounds_by_key on receipt_grounds (what, key, state);

-- What exactly turned, as JSON; and when it was written into the audit log.
alter table recalls add column turned text not null default '[]';
alter table recalls add column announced_at text;
update recalls set announced_at = recalled_at;

-- The audit log is the queue of what subscribers are told: how far each was served from it.
create table webhook_cursors (
  endpoint text primary key,
  seq integer not null
) strict, without rowid;

create table webhook_deliveries (
  id text primary key,
  endpoint text not null,
  seq integer not null,
  type text not null,
  payload text not null,
  created_at text not null,
  state text not null,
  attempts integer not null,
  next_at text not null,
  leased_until text,
  finished_at text,
  fault text,
  unique (endpoint, seq)
) strict, without rowid;
create index webhook_deliveries_due on webhook_deliveries (state, next_at);
