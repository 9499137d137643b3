-- How each page stood from which day (UTC) on: a row only where that changed, so that trends are read as their reader may see the pages.
create table page_states (
  page_key integer not null references pages (key) on delete cascade,
  since text not null,
  state text not null,
  primary key (page_key, since)
) strict, without rowid;
