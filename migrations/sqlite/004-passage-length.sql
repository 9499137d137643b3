-- How long a passage is in the index's own words, so that what is rare is counted among what a reader may see.
alter table passages add column length integer not null default 0;
update passages set length = coalesce(
  (select sum_of_varints(sz) from passage_words_docsize where passage_words_docsize.id = passages.key),
  0
);
drop index passages_by_page;
create index passages_by_page on passages (page_key, position, length);

create index findings_by_place on findings (page_id, line, id);
create index findings_by_subject on findings (subject);
