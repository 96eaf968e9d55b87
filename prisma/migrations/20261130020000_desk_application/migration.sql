-- AlterTable
ALTER TABLE "application" ADD COLUMN     "agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "assisted_by_id" UUID;

-- CreateTable
CREATE TABLE "signed_form" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "sealed_return" BYTEA,
    "key_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sent_by_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "signed_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_draft" (
    "person_id" UUID NOT NULL,
    "sealed_answers" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "rules_version" INTEGER,
    "assisted_by_id" UUID,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_draft_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "draft_watch" (
    "conversation_id" UUID NOT NULL,
    "looked_on" DATE NOT NULL,
    "reminded" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "draft_watch_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateIndex
CREATE INDEX "signed_form_application_id_idx" ON "signed_form"("application_id");

-- CreateIndex
CREATE INDEX "draft_watch_looked_on_idx" ON "draft_watch"("looked_on");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_assisted_by_id_fkey" FOREIGN KEY ("assisted_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_form" ADD CONSTRAINT "signed_form_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_form" ADD CONSTRAINT "signed_form_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_form" ADD CONSTRAINT "signed_form_sent_by_id_fkey" FOREIGN KEY ("sent_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_form" ADD CONSTRAINT "signed_form_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_draft" ADD CONSTRAINT "application_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_draft" ADD CONSTRAINT "application_draft_assisted_by_id_fkey" FOREIGN KEY ("assisted_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_watch" ADD CONSTRAINT "draft_watch_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The transitions that src/domain/financing/states.ts and signed-form-states.ts allow; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('application', 'none', 'write-at-desk', 'awaiting-agreement'),
  ('application', 'awaiting-agreement', 'agree', 'submitted'),
  ('application', 'awaiting-agreement', 'agree-on-paper', 'submitted'),
  ('application', 'awaiting-agreement', 'disagree', 'withdrawn'),
  ('application', 'awaiting-agreement', 'take-back', 'withdrawn'),
  ('application', 'awaiting-agreement', 'withdraw', 'withdrawn'),
  ('application', 'awaiting-agreement', 'expire', 'expired'),
  ('signed-form', 'none', 'send', 'sent'),
  ('signed-form', 'sent', 'confirm', 'confirmed'),
  ('signed-form', 'sent', 'give-back', 'returned'),
  ('signed-form', 'sent', 'overtake', 'overtaken');

create trigger signed_form_transition before insert or update on signed_form
  for each row execute function refuse_other_transitions('signed-form');

-- Which paper was sent, by whom and for what, is kept as it was; so is what a second person found.
create function keep_signed_form() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE'
    or (new.id, new.application_id, new.document_id, new.sent_by_id, new.sent_at)
      is distinct from (old.id, old.application_id, old.document_id, old.sent_by_id, old.sent_at)
    or old.state <> 'sent' then
    raise exception 'a signed form is kept as it was sent' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger signed_form_kept before update or delete on signed_form
  for each row execute function keep_signed_form();
create trigger signed_form_not_truncated before truncate on signed_form
  for each statement execute function refuse_change();

alter table signed_form
  add constraint signed_form_state check (state in ('sent', 'confirmed', 'returned', 'overtaken')),
  add constraint signed_form_version check (version > 0),
  add constraint signed_form_settled check ((state = 'sent') = (settled_at is null)),
  -- Nobody confirms what the own hand sent.
  add constraint signed_form_two_people check (state <> 'confirmed' or (settled_by_id is not null and settled_by_id <> sent_by_id)),
  add constraint signed_form_returned check (state <> 'returned' or (settled_by_id is not null and sealed_return is not null));
create unique index signed_form_one_open on signed_form (application_id) where state = 'sent';

alter table application
  drop constraint application_state,
  add constraint application_state check (state in ('awaiting-agreement', 'submitted', 'awaiting-guarantor', 'in-study', 'needs-more', 'ready', 'at-bank', 'offered', 'approved', 'contracted', 'declined', 'withdrawn', 'expired')),
  add constraint application_desk check (state <> 'awaiting-agreement' or assisted_by_id is not null),
  -- What the desk wrote goes nowhere before the family agreed to it.
  add constraint application_agreed check (assisted_by_id is null or agreed_at is not null or state in ('awaiting-agreement', 'withdrawn', 'expired'));

-- Who wrote it stays known, and an agreement stays given.
create function keep_desk_application() returns trigger language plpgsql as $$
begin
  if new.assisted_by_id is distinct from old.assisted_by_id
    or (old.agreed_at is not null and new.agreed_at is distinct from old.agreed_at)
    or (old.agreed_at is null and new.agreed_at is not null and (old.state, new.state) is distinct from ('awaiting-agreement', 'submitted')) then
    raise exception 'who wrote application %, and who agreed to it, is kept', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger application_desk_kept before update of assisted_by_id, agreed_at on application
  for each row execute function keep_desk_application();

-- The family agrees itself, in its chat; or a second member has seen its signature on the paper that another one sent.
create function require_agreement() returns trigger language plpgsql as $$
begin
  if new.event = 'agree' and new.member_id is not null then
    raise exception 'only the family itself agrees' using errcode = 'check_violation';
  end if;
  if new.event = 'agree-on-paper' and not exists (
    select 1 from signed_form f join application a on a.id = f.application_id
    where f.application_id = new.application_id and f.state = 'confirmed' and f.settled_by_id = new.member_id
      and a.assisted_by_id <> new.member_id
  ) then
    raise exception 'no confirmed form says that the family agreed' using errcode = 'check_violation';
  end if;
  if new.event in ('write-at-desk', 'take-back') and new.member_id is null then
    raise exception 'who wrote it at the desk is known' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_history_agreement before insert on application_history
  for each row execute function require_agreement();

-- What the clock looks for.
drop index application_awaiting_family;
create index application_awaiting_family on application (updated_at)
  where state in ('needs-more', 'offered', 'awaiting-guarantor', 'awaiting-agreement');

alter table task
  drop constraint task_kind,
  add constraint task_kind check (kind in ('registration', 'document', 'person-request', 'correction', 'application', 'bank-decision', 'signed-form')),
  drop constraint task_application,
  add constraint task_application check (kind <> 'application' or coalesce(topic, '') in ('agreement', 'study', 'sending', 'bank', 'contract')),
  -- A second person looks at the paper that came with it.
  add constraint task_signed_form check (kind <> 'signed-form' or document_id is not null);
create unique index task_one_signed_form on task (person_id) where kind = 'signed-form' and state <> 'done';
