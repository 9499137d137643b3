-- What judging a page came to, beside its findings.
create table assessments (
  page_id text primary key,
  stamp text not null,
  document text not null
) strict;
