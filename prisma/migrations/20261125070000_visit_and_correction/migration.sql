-- CreateTable
CREATE TABLE "study_visit" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "visited_on" DATE,
    "sealed_words" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "by_woman" BOOLEAN NOT NULL,
    "document_ids" UUID[],
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_correction" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "sealed_change" BYTEA NOT NULL,
    "sealed_objection" BYTEA,
    "key_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "study_correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "study_visit_application_id_idx" ON "study_visit"("application_id");

-- CreateIndex
CREATE INDEX "study_correction_application_id_idx" ON "study_correction"("application_id");

-- AddForeignKey
ALTER TABLE "study_visit" ADD CONSTRAINT "study_visit_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_visit" ADD CONSTRAINT "study_visit_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_correction" ADD CONSTRAINT "study_correction_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_correction" ADD CONSTRAINT "study_correction_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was seen at a visit, or why there was none, is kept as it was written.
create trigger study_visit_append_only before update or delete on study_visit
  for each row execute function refuse_change();
create trigger study_visit_not_truncated before truncate on study_visit
  for each statement execute function refuse_change();
alter table study_visit
  add constraint study_visit_photos check (visited_on is not null or cardinality(document_ids) = 0);

-- Its photos are files of that family's own.
create function refuse_other_visit_photo() returns trigger language plpgsql as $$
begin
  if (
    select count(*) from document d join application a on a.person_id = d.person_id
    where a.id = new.application_id and d.id = any(new.document_ids) and d.purpose = 'study-visit'
  ) <> cardinality(new.document_ids) then
    raise exception 'a photo of the visit % is no file of its application', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger study_visit_photo before insert on study_visit
  for each row execute function refuse_other_visit_photo();

-- The transitions that src/domain/financing/correction-states.ts allows; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('study-correction', 'none', 'propose', 'proposed'),
  ('study-correction', 'proposed', 'agree', 'agreed'),
  ('study-correction', 'proposed', 'refuse', 'refused'),
  ('study-correction', 'proposed', 'overtake', 'overtaken');
create trigger study_correction_transition before insert or update on study_correction
  for each row execute function refuse_other_transitions('study-correction');

-- What was proposed is kept as it was put to the family, and its answer as it was given.
create function keep_study_correction() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE'
    or (new.id, new.application_id, new.sealed_change, new.proposed_by_id, new.proposed_at)
      is distinct from (old.id, old.application_id, old.sealed_change, old.proposed_by_id, old.proposed_at)
    or old.state <> 'proposed' then
    raise exception 'a correction of a study is kept as it was proposed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger study_correction_kept before update or delete on study_correction
  for each row execute function keep_study_correction();
create trigger study_correction_not_truncated before truncate on study_correction
  for each statement execute function refuse_change();
alter table study_correction
  add constraint study_correction_state check (state in ('proposed', 'agreed', 'refused', 'overtaken')),
  add constraint study_correction_version check (version > 0),
  add constraint study_correction_settled check ((state = 'proposed') = (settled_at is null)),
  add constraint study_correction_objection check (sealed_objection is null or state = 'refused');
create unique index study_correction_one_open on study_correction (application_id) where state = 'proposed';

-- A study is not ready while the family is asked whether it agrees to what was changed in it.
create function refuse_ready_before_agreement() returns trigger language plpgsql as $$
begin
  if new.state = 'ready' and old.state <> 'ready' and exists (
    select 1 from study_correction c where c.application_id = new.id and c.state = 'proposed'
  ) then
    raise exception 'application % waits for the family: a correction of its study', new.number
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_ready_agreed before update of state on application
  for each row execute function refuse_ready_before_agreement();
