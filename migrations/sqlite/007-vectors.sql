-- What one model makes at one time. Two stand side by side while one is being filled; questions are answered by the current one.
-- The model's bytes stand last, so that whoever reads the rest does not read through them.
create table vector_spaces (
  key integer primary key autoincrement,
  id text not null unique,
  dimensions integer not null,
  made_at text not null,
  current integer unique check (current = 1),
  about text not null,
  model blob
);

-- Vectors of a space that went belong to nobody, its key being used only once: they are swept up in small parts, because deleting
-- hundreds of thousands at a stroke would stop everything else for seconds.
-- A vector is 32-bit floats, little endian; it is null where a passage says nothing to the space, and the checksum with it.
create table passage_vectors (
  key integer primary key,
  passage_key integer not null references passages (key) on delete cascade,
  space_key integer not null,
  checksum integer,
  vector blob
);
create unique index passage_vectors_by_passage on passage_vectors (passage_key, space_key);
-- Holds all that keeping an index in line asks for, so that no vector is read for it.
create index passage_vectors_by_space on passage_vectors (space_key, passage_key, checksum);
