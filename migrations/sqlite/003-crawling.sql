-- Pages share few access lists: a reader's are found once, and pages point at them. All clauses of a list must let a reader in.
create table access_lists (
  key integer primary key,
  document text not null unique,
  clauses integer not null
);

create table access_entries (
  entry text not null,
  list_key integer not null references access_lists (key) on delete cascade,
  clause integer not null,
  primary key (entry, list_key, clause)
) without rowid;

alter table pages add column access_key integer references access_lists (key);

create temporary table old_access as
  select page_key, json_array(json(json_group_array(entry))) as document
  from (select page_key, entry from page_access order by page_key, entry)
  group by page_key;
insert into access_lists (document, clauses) select distinct document, 1 from old_access;
insert or ignore into access_lists (document, clauses) values ('[]', 0);
insert into access_entries (entry, list_key, clause)
  select distinct entry.value, access_lists.key, 0
  from access_lists, json_each(access_lists.document, '$[0]') as entry
  where access_lists.clauses = 1;
update pages set access_key = coalesce(
  (select access_lists.key from old_access join access_lists using (document) where page_key = pages.key),
  (select key from access_lists where document = '[]')
);
drop table old_access;
drop table page_access;
create index pages_by_access on pages (access_key);

-- What the page itself says of who may read it: it narrows whatever its source says, then and later.
alter table pages add column own_access text not null default '[]';

-- By what a source knows its copy again, and how often we looked and found another.
alter table pages add column stamp text;
alter table pages add column visits integer not null default 1;
alter table pages add column changes integer not null default 0;
drop index pages_by_source;
create unique index pages_by_source on pages (source, path);

-- Groups of a source's own readers, with their members: `wiki/group:sre` holds `wiki/user:ana`.
create table source_groups (
  source text not null,
  name text not null,
  member text not null,
  primary key (member, name, source)
) without rowid;

-- Whether a crawl saw everything there is.
alter table crawls add column whole integer not null default 0;
-- What it came to, as far as it went.
alter table crawls add column summary text;
