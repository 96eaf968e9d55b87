-- AlterTable
ALTER TABLE "application" ADD COLUMN     "needs_guarantor" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "guarantor" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "person_id" UUID,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sealed_named" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "mobile_hash" TEXT NOT NULL,
    "code_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "call_hash" TEXT,
    "call_expires_at" TIMESTAMPTZ(3),
    "sealed_identity" BYTEA,
    "identity_key_id" UUID,
    "national_id_hash" TEXT,
    "sealed_reason" BYTEA,
    "document_id" UUID,
    "signed_by_id" UUID,
    "reminded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guarantor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guarantor_history" (
    "id" UUID NOT NULL,
    "guarantor_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "member_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guarantor_history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guarantor_code_hash_key" ON "guarantor"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "guarantor_call_hash_key" ON "guarantor"("call_hash");

-- CreateIndex
CREATE INDEX "guarantor_application_id_idx" ON "guarantor"("application_id");

-- CreateIndex
CREATE INDEX "guarantor_person_id_idx" ON "guarantor"("person_id");

-- CreateIndex
CREATE INDEX "guarantor_national_id_hash_idx" ON "guarantor"("national_id_hash");

-- CreateIndex
CREATE INDEX "guarantor_history_guarantor_id_idx" ON "guarantor_history"("guarantor_id");

-- AddForeignKey
ALTER TABLE "guarantor" ADD CONSTRAINT "guarantor_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantor" ADD CONSTRAINT "guarantor_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantor" ADD CONSTRAINT "guarantor_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantor" ADD CONSTRAINT "guarantor_signed_by_id_fkey" FOREIGN KEY ("signed_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantor_history" ADD CONSTRAINT "guarantor_history_guarantor_id_fkey" FOREIGN KEY ("guarantor_id") REFERENCES "guarantor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The transitions that src/domain/financing/states.ts and guarantor-states.ts allow; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('application', 'submitted', 'await-guarantor', 'awaiting-guarantor'),
  ('application', 'awaiting-guarantor', 'guarantor-accepts', 'submitted'),
  ('application', 'awaiting-guarantor', 'guarantor-signs', 'submitted'),
  ('application', 'awaiting-guarantor', 'ask-less', 'submitted'),
  ('application', 'awaiting-guarantor', 'decline', 'declined'),
  ('application', 'awaiting-guarantor', 'withdraw', 'withdrawn'),
  ('application', 'declined', 'object-without-guarantor', 'awaiting-guarantor'),
  ('application', 'submitted', 'guarantor-lost', 'awaiting-guarantor'),
  ('application', 'in-study', 'guarantor-lost', 'awaiting-guarantor'),
  ('application', 'needs-more', 'guarantor-lost', 'awaiting-guarantor'),
  ('guarantor', 'none', 'name', 'invited'),
  ('guarantor', 'none', 'sign', 'signed'),
  ('guarantor', 'invited', 'renew', 'invited'),
  ('guarantor', 'invited', 'open', 'opened'),
  ('guarantor', 'opened', 'renew', 'invited'),
  ('guarantor', 'opened', 'open', 'opened'),
  ('guarantor', 'opened', 'prove', 'proven'),
  ('guarantor', 'proven', 'accept', 'accepted'),
  ('guarantor', 'proven', 'decline', 'declined'),
  ('guarantor', 'invited', 'expire', 'expired'),
  ('guarantor', 'invited', 'replace', 'replaced'),
  ('guarantor', 'invited', 'sign', 'signed'),
  ('guarantor', 'invited', 'release', 'released'),
  ('guarantor', 'opened', 'expire', 'expired'),
  ('guarantor', 'opened', 'replace', 'replaced'),
  ('guarantor', 'opened', 'sign', 'signed'),
  ('guarantor', 'opened', 'release', 'released'),
  ('guarantor', 'proven', 'expire', 'expired'),
  ('guarantor', 'proven', 'replace', 'replaced'),
  ('guarantor', 'proven', 'sign', 'signed'),
  ('guarantor', 'proven', 'release', 'released'),
  ('guarantor', 'accepted', 'remove', 'removed'),
  ('guarantor', 'accepted', 'release', 'released'),
  ('guarantor', 'signed', 'remove', 'removed'),
  ('guarantor', 'signed', 'release', 'released');

create trigger guarantor_transition before insert or update on guarantor
  for each row execute function refuse_other_transitions('guarantor');

-- What is told of a guarantor is what the table allows.
create function refuse_untrue_guarantor_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from case_transition t
    where t.case_kind = 'guarantor' and t.from_state = coalesce(new.from_state, 'none')
      and t.event = new.event and t.to_state = new.to_state
  ) then
    raise exception 'no guarantor goes from % by % to %', new.from_state, new.event, new.to_state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guarantor_history_transition before insert on guarantor_history
  for each row execute function refuse_untrue_guarantor_history();

-- A state that changed without its history would be a change that nobody made; seen when the transaction commits.
create function require_guarantor_history() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from guarantor_history h where h.guarantor_id = new.id and h.to_state = new.state
      and (tg_op = 'INSERT' and h.from_state is null or tg_op = 'UPDATE' and h.from_state = old.state)
  ) then
    raise exception 'the history of guarantor % lacks its state %', new.id, new.state
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger guarantor_state_has_history after insert or update of state on guarantor
  deferrable initially deferred for each row execute function require_guarantor_history();

create trigger guarantor_history_append_only before update or delete on guarantor_history
  for each row execute function refuse_change();
create trigger guarantor_history_not_truncated before truncate on guarantor_history
  for each statement execute function refuse_change();

alter table guarantor
  add constraint guarantor_state check (state in ('invited', 'opened', 'proven', 'accepted', 'signed', 'declined', 'expired', 'replaced', 'removed', 'released')),
  add constraint guarantor_version check (version > 0),
  -- Lookups are keyed hashes, never the values themselves.
  add constraint guarantor_mobile_hash check (mobile_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint guarantor_code_hash check (code_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint guarantor_call_hash check (call_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint guarantor_national_id_hash check (national_id_hash ~ '^[A-Za-z0-9_-]{43}$'),
  add constraint guarantor_identity_key check ((sealed_identity is null) = (identity_key_id is null)),
  -- A link that can be opened has a day on which it ends.
  add constraint guarantor_link check (state not in ('invited', 'opened', 'proven') or (code_hash is not null and expires_at is not null)),
  add constraint guarantor_opened check (state not in ('opened', 'proven', 'accepted') or person_id is not null),
  -- Who stands for an application is known by name and ID.
  add constraint guarantor_known check (state not in ('accepted', 'signed') or (sealed_identity is not null and national_id_hash is not null)),
  add constraint guarantor_signed check (state <> 'signed' or signed_by_id is not null);

-- One guarantor an application at a time.
create unique index guarantor_one_an_application on guarantor (application_id)
  where state in ('invited', 'opened', 'proven', 'accepted', 'signed');
-- What the clock looks for.
create index guarantor_asked on guarantor (expires_at) where state in ('invited', 'opened', 'proven');

alter table application
  drop constraint application_state,
  add constraint application_state check (state in ('submitted', 'awaiting-guarantor', 'in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'declined', 'withdrawn')),
  drop constraint application_promised,
  add constraint application_promised check (state not in ('submitted', 'awaiting-guarantor', 'in-study', 'ready', 'at-bank') or promised_at is not null);

-- Nothing that needs a guarantor is studied, or goes to the bank, while nobody stands for it.
create function require_guarantor() returns trigger language plpgsql as $$
begin
  if new.needs_guarantor and new.state in ('in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved')
    and not exists (
      select 1 from guarantor g where g.application_id = new.id and g.state in ('accepted', 'signed')
    )
  then
    raise exception 'nobody stands for application %', new.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger application_guaranteed after insert or update of state, needs_guarantor on application
  deferrable initially deferred for each row execute function require_guarantor();

-- Nor does a guarantor go while the application is still with us.
create function keep_guarantor() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from application a where a.id = new.application_id and a.needs_guarantor
      and a.state in ('in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved')
      and not exists (
        select 1 from guarantor g where g.application_id = a.id and g.state in ('accepted', 'signed')
      )
  ) then
    raise exception 'the application of guarantor % would be left with nobody', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger guarantor_kept after update of state on guarantor
  deferrable initially deferred for each row execute function keep_guarantor();
