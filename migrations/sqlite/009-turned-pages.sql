-- Which access lists pages had before those that they have now: what was learnt from a page that is closed since must be forgotten.
-- One row for each page and each of its older lists; its number goes up whenever the page turns away from them once more.
create table turned_pages (
  number integer primary key autoincrement,
  page_key integer not null,
  access_key integer not null,
  unique (page_key, access_key)
);
create trigger pages_turn_from_their_readers after update of access_key on pages
when new.access_key <> old.access_key begin
  -- Deleted instead of replaced: how a conflict is resolved is for the statement to say that fires a trigger.
  delete from turned_pages where page_key = old.key and access_key = old.access_key;
  insert into turned_pages (page_key, access_key) values (old.key, old.access_key);
end;
