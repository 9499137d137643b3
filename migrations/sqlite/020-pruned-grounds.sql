-- Up to which receipt, in the order in which they expire, what they rest on was forgotten: nobody looks at those before it again.
create table pruned_grounds (
  only integer primary key check (only = 1),
  expires_at text not null,
  receipt text not null
) strict, without rowid;
insert into pruned_grounds values (1, '', '');

-- What recalled receipts rest on is forgotten when they are recalled.
delete from receipt_grounds where receipt in (select receipt from recalls);
create trigger receipt_is_recalled after insert on recalls
begin
  delete from receipt_grounds where receipt = new.receipt;
end;
