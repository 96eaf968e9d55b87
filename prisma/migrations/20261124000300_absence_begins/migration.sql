-- An absence may begin later than the day on which it is told.
ALTER TABLE "member" ADD COLUMN "absent_from" TIMESTAMPTZ(3);

alter table member add constraint member_absence_begins_before_it_ends
  check (absent_from is null or (absent_until is not null and absent_from <= absent_until));
