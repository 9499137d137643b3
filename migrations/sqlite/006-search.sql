-- What a search keeps in memory is brought up to date by what came and what left since: passages have numbers that never come back.
create table index_state (
  id integer primary key check (id = 1),
  -- The greatest number that a passage ever had.
  last_key integer not null,
  -- Goes up whenever a page comes, goes, or opens or closes to somebody.
  changes integer not null
);
insert into index_state (id, last_key, changes)
  values (1, coalesce((select max(key) from passages), 0), 0);

create table left_passages (
  number integer primary key autoincrement,
  key integer not null
);

drop trigger passages_leave_the_index;
create trigger passages_leave_the_index after delete on passages begin
  delete from passage_words where rowid = old.key;
  insert into left_passages (key) values (old.key);
end;

create trigger pages_come after insert on pages begin
  update index_state set changes = changes + 1;
end;
create trigger pages_turn
  after update of access_key, source, genre, superseded_by, gone_at, document on pages begin
  update index_state set changes = changes + 1;
end;
create trigger pages_go after delete on pages begin
  update index_state set changes = changes + 1;
end;

-- Whoever has not looked for so long reads everything anew.
create trigger left_passages_fade after insert on left_passages when new.number % 10000 = 0 begin
  delete from left_passages where number <= new.number - 100000;
end;

-- Words that stand anywhere, for those that a reader misspells. Words stay: only those are told of that stand in what a reader may see.
create table vocabulary (
  key integer primary key,
  word text not null unique
);
create virtual table vocabulary_trigrams using fts5 (
  word, content = '', detail = none, columnsize = 0, tokenize = 'trigram'
);
create trigger words_come after insert on vocabulary begin
  insert into vocabulary_trigrams (rowid, word) values (new.key, new.word);
end;
