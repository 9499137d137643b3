-- The log is only ever added to at its end. This keeps mistakes and other programs out; whoever can write the file can
-- drop a trigger, and is found out by `plumbline audit verify`.
create index audit_by_kind on audit (kind, seq);

create trigger audit_is_never_edited before update on audit begin
  select raise(abort, 'the audit log is only added to');
end;

create trigger audit_is_never_deleted before delete on audit begin
  select raise(abort, 'the audit log is only added to');
end;

create trigger audit_grows_at_its_end before insert on audit
when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
  or (new.seq > 1 and new.previous is not (select hash from audit where seq = new.seq - 1))
begin
  select raise(abort, 'the audit log is only added to at its end');
end;
