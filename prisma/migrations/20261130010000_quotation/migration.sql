-- CreateTable
CREATE TABLE "quotation" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sealed_words" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "document_ids" UUID[],
    "pages" INTEGER NOT NULL,
    "stated_until" DATE,
    "valid_until" DATE,
    "total_halalas" BIGINT,
    "instead_of_id" UUID,
    "settled_by_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "quotation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quotation_instead_of_id_key" ON "quotation"("instead_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_application_id_number_key" ON "quotation"("application_id", "number");

-- AddForeignKey
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_instead_of_id_fkey" FOREIGN KEY ("instead_of_id") REFERENCES "quotation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The transitions that src/domain/financing/quotation-states.ts allows; a test holds the two together.
insert into case_transition (case_kind, from_state, event, to_state) values
  ('quotation', 'none', 'receive', 'received'),
  ('quotation', 'received', 'verify', 'verified'),
  ('quotation', 'received', 'reject', 'rejected'),
  ('quotation', 'verified', 'expire', 'expired'),
  ('quotation', 'verified', 'supersede', 'superseded'),
  ('quotation', 'rejected', 'supersede', 'superseded'),
  ('quotation', 'expired', 'supersede', 'superseded');
create trigger quotation_transition before insert or update on quotation
  for each row execute function refuse_other_transitions('quotation');

-- What the family sent is kept as it came, and what an officer found is found once.
create function keep_quotation() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE'
    or (new.id, new.application_id, new.number, new.document_ids, new.pages, new.stated_until, new.instead_of_id, new.received_at)
      is distinct from
      (old.id, old.application_id, old.number, old.document_ids, old.pages, old.stated_until, old.instead_of_id, old.received_at)
    or (old.state <> 'received' and (new.valid_until, new.total_halalas, new.settled_by_id, new.settled_at)
      is distinct from (old.valid_until, old.total_halalas, old.settled_by_id, old.settled_at))
  then
    raise exception 'the quotation % is kept as it was', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger quotation_kept before update or delete on quotation
  for each row execute function keep_quotation();
create trigger quotation_not_truncated before truncate on quotation
  for each statement execute function refuse_change();

-- Its pages are files of that family's own, and it renews a quotation of the same application.
create function refuse_other_quotation() returns trigger language plpgsql as $$
begin
  if (
    select count(*) from document d join application a on a.person_id = d.person_id
    where a.id = new.application_id and d.id = any(new.document_ids) and d.purpose = 'quotation'
  ) <> cardinality(new.document_ids) then
    raise exception 'a page of the quotation % is no file of its application', new.id using errcode = 'check_violation';
  end if;
  if new.instead_of_id is not null and not exists (
    select 1 from quotation q
    where q.id = new.instead_of_id and q.application_id = new.application_id and q.state = 'superseded'
  ) then
    raise exception 'the quotation % renews none of its application', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger quotation_pages before insert on quotation
  for each row execute function refuse_other_quotation();

alter table quotation
  add constraint quotation_state check (state in ('received', 'verified', 'rejected', 'expired', 'superseded')),
  add constraint quotation_version check (version > 0),
  add constraint quotation_number check (number > 0),
  add constraint quotation_has_pages check (cardinality(document_ids) > 0 and pages >= cardinality(document_ids)),
  add constraint quotation_total check (total_halalas > 0),
  add constraint quotation_received check ((state = 'received') = (settled_at is null)),
  add constraint quotation_verified check (state not in ('verified', 'expired') or (valid_until is not null and total_halalas is not null and settled_by_id is not null));
-- What the clock looks for.
create index quotation_holds on quotation (valid_until) where state = 'verified';

-- A file that needs a quotation is not ready, nor sent, without one that holds.
create function require_quotation() returns trigger language plpgsql as $$
declare
  above numeric;
begin
  select (product ->> 'quotationAboveRiyals')::numeric into above
  from financing_rules r, jsonb_array_elements(r.rules -> 'products') product
  where r.version = new.rules_version and product ->> 'key' = new.product_key;
  if new.state in ('ready', 'at-bank') and new.state <> old.state and new.amount_halalas > above * 100 and (
    not exists (select 1 from quotation q where q.application_id = new.id and q.state = 'verified')
    or exists (select 1 from quotation q where q.application_id = new.id and q.state in ('received', 'expired'))
  ) then
    raise exception 'application % lacks a quotation that holds', new.number using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_quoted before update of state on application
  for each row execute function require_quotation();
