-- The repositories that a page stands in or says it speaks of, as a list in JSON, so that searches can be narrowed to them.
alter table pages add column repositories text not null default '[]';
update pages set repositories = coalesce(
  (
    select json_group_array(distinct repository) from (
      select json_extract(pages.document, '$.home.repository') as repository
      union all
      select value from json_each(pages.document, '$.about')
    ) where repository is not null
  ),
  '[]'
);
