-- CreateTable
CREATE TABLE "task_document" (
    "task_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "document_id" UUID NOT NULL,
    "request_id" UUID,

    CONSTRAINT "task_document_pkey" PRIMARY KEY ("task_id","position")
);

-- CreateIndex
CREATE INDEX "task_document_request_id_idx" ON "task_document"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_document_task_id_document_id_key" ON "task_document"("task_id", "document_id");

-- AddForeignKey
ALTER TABLE "task_document" ADD CONSTRAINT "task_document_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_document" ADD CONSTRAINT "task_document_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_document" ADD CONSTRAINT "task_document_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "family_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table task_document add constraint task_document_position check (position >= 0);

-- The one file that a task had until now is its first.
insert into task_document (task_id, position, document_id)
select id, 0, document_id from task where document_id is not null;
