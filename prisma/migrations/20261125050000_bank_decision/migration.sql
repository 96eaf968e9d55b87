-- AlterTable
ALTER TABLE "application_history" ADD COLUMN     "bank_decision_id" UUID;

-- CreateTable
CREATE TABLE "bank_decision" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "approved_halalas" BIGINT,
    "approved_months" INTEGER,
    "sealed_words" BYTEA,
    "sealed_return" BYTEA,
    "key_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_decision_application_id_idx" ON "bank_decision"("application_id");

-- AddForeignKey
ALTER TABLE "application_history" ADD CONSTRAINT "application_history_bank_decision_id_fkey" FOREIGN KEY ("bank_decision_id") REFERENCES "bank_decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_decision" ADD CONSTRAINT "bank_decision_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_decision" ADD CONSTRAINT "bank_decision_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_decision" ADD CONSTRAINT "bank_decision_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_decision" ADD CONSTRAINT "bank_decision_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The transitions that src/domain/financing/states.ts allows; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('application', 'at-bank', 'approve-by-letter', 'approved'),
  ('application', 'at-bank', 'approve-less-by-letter', 'offered'),
  ('application', 'at-bank', 'decline-by-letter', 'declined'),
  ('bank-decision', 'none', 'propose', 'proposed'),
  ('bank-decision', 'proposed', 'confirm', 'confirmed'),
  ('bank-decision', 'proposed', 'give-back', 'returned'),
  ('bank-decision', 'proposed', 'overtake', 'overtaken');

create trigger bank_decision_transition before insert or update on bank_decision
  for each row execute function refuse_other_transitions('bank-decision');

-- What was read in the bank's letter, by whom and in which letter, is kept as it was recorded.
create function keep_bank_decision() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE'
    or (new.id, new.application_id, new.document_id, new.kind, new.approved_halalas, new.approved_months, new.sealed_words, new.proposed_by_id, new.proposed_at)
      is distinct from
      (old.id, old.application_id, old.document_id, old.kind, old.approved_halalas, old.approved_months, old.sealed_words, old.proposed_by_id, old.proposed_at)
    or (old.state <> 'proposed' and (new.settled_by_id, new.settled_at) is distinct from (old.settled_by_id, old.settled_at)) then
    raise exception 'a decision of the bank is kept as it was recorded' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bank_decision_kept before update or delete on bank_decision
  for each row execute function keep_bank_decision();
create trigger bank_decision_not_truncated before truncate on bank_decision
  for each statement execute function refuse_change();

alter table bank_decision
  add constraint bank_decision_state check (state in ('proposed', 'confirmed', 'returned', 'overtaken')),
  add constraint bank_decision_kind check (kind in ('approve', 'approve-less', 'decline')),
  add constraint bank_decision_version check (version > 0),
  add constraint bank_decision_terms check (
    (kind = 'approve-less') = (approved_halalas is not null)
    and (approved_halalas is null) = (approved_months is null)
    and (approved_halalas is null or (approved_halalas > 0 and approved_months > 0))
  ),
  add constraint bank_decision_reason check (kind <> 'decline' or sealed_words is not null),
  add constraint bank_decision_settled check ((state = 'proposed') = (settled_at is null)),
  -- Money is decided on by two people: who recorded a decision never confirms it.
  add constraint bank_decision_two_people check (state <> 'confirmed' or (settled_by_id is not null and settled_by_id <> proposed_by_id)),
  add constraint bank_decision_returned check (state <> 'returned' or (settled_by_id is not null and sealed_return is not null));

create unique index bank_decision_one_open on bank_decision (application_id) where state = 'proposed';

alter table application_history
  add constraint application_history_letter check ((event like '%-by-letter') = (bank_decision_id is not null));

-- The bank decides by its officer; in its place nobody does, but by a letter of the bank that two people have read.
create function require_bank_or_letter() returns trigger language plpgsql as $$
begin
  if new.bank_decision_id is not null then
    if not exists (
      select 1 from bank_decision d
      where d.id = new.bank_decision_id and d.application_id = new.application_id and d.state = 'confirmed'
        and d.settled_by_id = new.member_id and new.event = d.kind || '-by-letter'
    ) then
      raise exception 'no confirmed letter of the bank says %', new.event using errcode = 'check_violation';
    end if;
  elsif new.from_state = 'at-bank' and new.event in ('approve', 'approve-less', 'decline') and not exists (
    select 1 from member m where m.id = new.member_id and m.role = 'bank-officer'
  ) then
    raise exception 'only the bank decides, or its letter' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_history_bank before insert on application_history
  for each row execute function require_bank_or_letter();

alter table task
  drop constraint task_kind,
  add constraint task_kind check (kind in ('registration', 'document', 'person-request', 'correction', 'application', 'bank-decision')),
  -- A second person reads the letter that came with it.
  add constraint task_bank_decision check (kind <> 'bank-decision' or document_id is not null);
create unique index task_one_bank_decision on task (person_id) where kind = 'bank-decision' and state <> 'done';
