-- CreateTable
CREATE TABLE "application_file" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "application_file_document_id_key" ON "application_file"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_file_application_id_number_key" ON "application_file"("application_id", "number");

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A file that went to the bank is kept as it was.
create trigger application_file_append_only before update or delete on application_file
  for each row execute function refuse_change();
create trigger application_file_not_truncated before truncate on application_file
  for each statement execute function refuse_change();

alter table application_file
  add constraint application_file_number check (number > 0),
  add constraint application_file_hashes check (sha256 ~ '^[0-9a-f]{64}$' and content_sha256 ~ '^[0-9a-f]{64}$');

-- It is a document of the family's own, of the very content that is named.
create function refuse_other_application_file() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from document d join application a on a.id = new.application_id and a.person_id = d.person_id
    where d.id = new.document_id and d.purpose = 'bank-file' and d.sha256 = new.sha256
  ) then
    raise exception 'the document % is no file of the application %', new.document_id, new.application_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_file_document before insert on application_file
  for each row execute function refuse_other_application_file();

-- Whatever the row of a document says of a file that went to the bank, its content and where it lies are kept.
create function keep_application_file_content() returns trigger language plpgsql as $$
begin
  if (new.person_id, new.sha256, new.storage_key, new.purpose) is distinct from
    (old.person_id, old.sha256, old.storage_key, old.purpose) and old.purpose = 'bank-file' then
    raise exception 'the file % went to the bank and is kept as it was', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger document_application_file_kept before update on document
  for each row execute function keep_application_file_content();

-- Nothing goes to the bank without a file of its own, made once for each sending; seen when the transaction commits.
create function require_application_file() returns trigger language plpgsql as $$
declare
  application uuid;
begin
  if tg_table_name = 'application_file' then application := new.application_id;
  else application := new.id;
  end if;
  if (select count(*) from application_file f where f.application_id = application)
    <> (select count(*) from application_history h where h.application_id = application and h.event = 'send') then
    raise exception 'application % has not one file for each time that it was sent', application
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger application_sent_has_file after update of state on application
  deferrable initially deferred for each row when (new.state = 'at-bank') execute function require_application_file();
create constraint trigger application_file_was_sent after insert on application_file
  deferrable initially deferred for each row execute function require_application_file();
