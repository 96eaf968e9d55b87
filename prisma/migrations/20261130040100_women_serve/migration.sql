-- AlterTable
ALTER TABLE "person" ADD COLUMN     "women_only" BOOLEAN NOT NULL DEFAULT false;

-- Who wished for women until now: in a registration, or in a talk that is not done.
update person set women_only = true
where id in (select person_id from family where women_only)
  or id in (select person_id from task where kind = 'person-request' and women_only and state <> 'done');
