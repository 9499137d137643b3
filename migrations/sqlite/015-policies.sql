-- Policies that verdicts were made by, in the order in which they came into force: what changed, and since when, is told by
-- comparing with the last. A policy that could not be read has no document.
create table policies (
  seq integer primary key,
  name text not null,
  sha256 text not null,
  document text,
  problem text,
  since text not null
) strict;
