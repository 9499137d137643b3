-- Receipts whose ground has turned since they were signed.
create table recalls (
  receipt text primary key references receipts (id),
  recalled_at text not null,
  because text not null
) strict, without rowid;
