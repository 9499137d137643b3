-- The words of pages that were stored before words were kept: pages that do not change are not stored again.
insert into vocabulary (word)
select distinct word.value
from pages, json_each(words_in(title || char(10) || json_extract(document, '$.text'))) as word
where word.value not in (select word from vocabulary);
