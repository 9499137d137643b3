-- What judging a page came to, beside its findings; and how an answer came about.
create table assessments (
  page_id text primary key,
  stamp text not null,
  document text not null
) strict;

create table provenances (
  answer_id text primary key,
  document text not null
) strict;
