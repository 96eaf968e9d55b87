-- AlterTable
ALTER TABLE "study_correction" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);
ALTER TABLE "study_correction" ADD COLUMN     "raised_at" TIMESTAMPTZ(3);

-- A guarantee that was signed on paper at the desk binds two people of the staff: who wrote it down, and another one who
-- compared the paper before the file goes to the bank.
create function require_compared_paper() returns trigger language plpgsql as $$
begin
  if new.state = 'at-bank' and old.state is distinct from new.state and new.needs_guarantor and exists (
    select 1 from guarantor g left join document d on d.id = g.document_id
    where g.application_id = new.id and g.state = 'signed'
      and (d.state is distinct from 'verified' or d.verified_by_id is not distinct from g.signed_by_id)
  ) then
    raise exception 'nobody compared the signed paper of application %', new.number using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_paper_compared before update of state on application
  for each row execute function require_compared_paper();

-- What is the association's own (the letters of the bank) lies under a key that is no person's: that of a row which nobody
-- is. Letters that lie under the key of whoever sent them become its own; the job that seals files under their owner's key
-- makes that key, and moves them.
insert into person (id, key_id)
select '00000000-0000-7000-8000-000000000001', gen_random_uuid()
where exists (select 1 from document where purpose = 'bank-letter');
update document set person_id = '00000000-0000-7000-8000-000000000001' where purpose = 'bank-letter';

-- Nobody is erased by destroying it.
alter table data_key add constraint data_key_of_association
  check (person_id <> '00000000-0000-7000-8000-000000000001' or wrapped is not null);
-- Nobody writes from it, and it is no family and no member.
create function refuse_association_as_person() returns trigger language plpgsql as $$
begin
  if new.person_id = '00000000-0000-7000-8000-000000000001' then
    raise exception 'the association is no person' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contact_of_a_person before insert or update of person_id on contact
  for each row execute function refuse_association_as_person();
create trigger family_of_a_person before insert or update of person_id on family
  for each row execute function refuse_association_as_person();
create trigger member_of_a_person before insert or update of person_id on member
  for each row execute function refuse_association_as_person();
