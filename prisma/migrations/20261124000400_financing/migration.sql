-- CreateTable
CREATE TABLE "financing_rules" (
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "financing_rules_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "family_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sealed_answers" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "rules_version" INTEGER NOT NULL,
    "product_key" TEXT NOT NULL,
    "amount_halalas" BIGINT NOT NULL,
    "months" INTEGER NOT NULL,
    "grace_months" INTEGER NOT NULL,
    "approved_halalas" BIGINT,
    "approved_months" INTEGER,
    "sealed_opinion" BYTEA,
    "sealed_decision" BYTEA,
    "claimed_by_id" UUID,
    "ready_by_id" UUID,
    "sent_by_id" UUID,
    "decided_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "promised_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_history" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "member_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "financing_rules_hash_key" ON "financing_rules"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "application_number_key" ON "application"("number");

-- CreateIndex
CREATE INDEX "application_person_id_idx" ON "application"("person_id");

-- CreateIndex
CREATE INDEX "application_history_application_id_idx" ON "application_history"("application_id");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "family"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_rules_version_fkey" FOREIGN KEY ("rules_version") REFERENCES "financing_rules"("version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_ready_by_id_fkey" FOREIGN KEY ("ready_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_sent_by_id_fkey" FOREIGN KEY ("sent_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_history" ADD CONSTRAINT "application_history_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The transitions that src/domain/financing/states.ts allows; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('application', 'none', 'submit', 'submitted'),
  ('application', 'submitted', 'claim', 'in-study'),
  ('application', 'submitted', 'decline', 'declined'),
  ('application', 'in-study', 'claim', 'in-study'),
  ('application', 'in-study', 'ask', 'needs-more'),
  ('application', 'in-study', 'decline', 'declined'),
  ('application', 'in-study', 'mark-ready', 'ready'),
  ('application', 'needs-more', 'answer', 'in-study'),
  ('application', 'needs-more', 'decline', 'declined'),
  ('application', 'ready', 'send', 'at-bank'),
  ('application', 'ready', 'return', 'in-study'),
  ('application', 'at-bank', 'return', 'in-study'),
  ('application', 'at-bank', 'approve', 'approved'),
  ('application', 'at-bank', 'approve-less', 'offered'),
  ('application', 'at-bank', 'decline', 'declined'),
  ('application', 'offered', 'accept', 'approved'),
  ('application', 'offered', 'refuse', 'declined'),
  ('application', 'declined', 'object', 'in-study'),
  ('application', 'submitted', 'withdraw', 'withdrawn'),
  ('application', 'in-study', 'withdraw', 'withdrawn'),
  ('application', 'needs-more', 'withdraw', 'withdrawn'),
  ('application', 'ready', 'withdraw', 'withdrawn'),
  ('application', 'at-bank', 'withdraw', 'withdrawn'),
  ('application', 'offered', 'withdraw', 'withdrawn');

create trigger application_transition before insert or update on application
  for each row execute function refuse_other_transitions('application');

-- What is told of an application is what the table allows.
create function refuse_untrue_application_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from case_transition t
    where t.case_kind = 'application' and t.from_state = coalesce(new.from_state, 'none')
      and t.event = new.event and t.to_state = new.to_state
  ) then
    raise exception 'no application goes from % by % to %', new.from_state, new.event, new.to_state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_history_transition before insert on application_history
  for each row execute function refuse_untrue_application_history();

-- A state that changed without its history would be a change that nobody made; seen when the transaction commits.
create function require_application_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from application_history h where h.application_id = new.id and h.to_state = new.state
      and (tg_op = 'INSERT' and h.from_state is null or tg_op = 'UPDATE' and h.from_state = old.state)
  ) then
    raise exception 'the history of application % lacks its state %', new.number, new.state
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger application_state_has_history after insert or update of state on application
  deferrable initially deferred for each row execute function require_application_history();

create trigger application_history_append_only before update or delete on application_history
  for each row execute function refuse_change();
create trigger application_history_not_truncated before truncate on application_history
  for each statement execute function refuse_change();

-- Applications stand on the rules as they were: only the day from which a version is in force may change.
create function keep_financing_rules() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or (new.version, new.rules, new.hash) is distinct from (old.version, old.rules, old.hash) then
    raise exception 'a version of the financing rules is kept as it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger financing_rules_kept before update or delete on financing_rules
  for each row execute function keep_financing_rules();
create trigger financing_rules_not_truncated before truncate on financing_rules
  for each statement execute function refuse_change();

alter table financing_rules
  add constraint financing_rules_version check (version > 0),
  add constraint financing_rules_hash check (hash ~ '^[0-9a-f]{64}$');

alter table application
  add constraint application_state check (state in ('submitted', 'in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'declined', 'withdrawn')),
  add constraint application_number check (number > 0),
  add constraint application_version check (version > 0),
  add constraint application_amount check (amount_halalas > 0),
  add constraint application_months check (months > 0 and grace_months >= 0),
  -- Money is decided on by two people: who prepared a file never sends it.
  add constraint application_two_people check (sent_by_id <> ready_by_id),
  add constraint application_ready check (state not in ('ready', 'at-bank', 'offered', 'approved') or (ready_by_id is not null and sealed_opinion is not null)),
  add constraint application_sent check (state not in ('at-bank', 'offered', 'approved') or sent_by_id is not null),
  add constraint application_decided check (state not in ('offered', 'approved', 'declined') or decided_by_id is not null),
  -- Nobody gets more than was asked for, and what was approved is known to the halala.
  add constraint application_approved check (
    (approved_halalas is null) = (approved_months is null)
    and (approved_halalas is null or (approved_halalas > 0 and approved_halalas <= amount_halalas and approved_months > 0))
    and (state not in ('offered', 'approved') or approved_halalas is not null)
  ),
  -- While an application is with us or the bank, there is a day on which the family hears.
  add constraint application_promised check (state not in ('submitted', 'in-study', 'ready', 'at-bank') or promised_at is not null);

alter table task
  drop constraint task_kind,
  add constraint task_kind check (kind in ('registration', 'document', 'person-request', 'correction', 'application')),
  -- Which stage of an application a task is.
  add constraint task_application check (kind <> 'application' or coalesce(topic, '') in ('study', 'sending', 'bank'));

-- One open application a person, and one unfinished task of it.
create unique index application_one_open on application (person_id) where state not in ('declined', 'withdrawn');
create unique index task_one_application on task (person_id) where kind = 'application' and state <> 'done';
