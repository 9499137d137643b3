-- Up to which receipt, in the order in which they expire, what they rest on was forgotten: nobody looks at those before it again.
create table pruned_grounds (
  only integer primary key check (only = 1),
  expires_at text not null,
  receipt text not null
) strict, without rowid;
insert into pruned_grounds values (1, '', '');

-- One that expires before those that were looked at, by a clock that was put back, is to be looked at all the same.
create trigger receipt_expires_early after insert on receipts
when (new.expires_at, new.id) <= (select expires_at, receipt from pruned_grounds)
begin
  update pruned_grounds set expires_at = new.expires_at, receipt = '';
end;

-- What recalled receipts rest on is forgotten when they are recalled.
delete from receipt_grounds where receipt in (select receipt from recalls);
create trigger receipt_is_recalled after insert on recalls
begin
  delete from receipt_grounds where receipt = new.receipt;
end;
