-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "language" TEXT,
    "address" TEXT,
    "digits" TEXT NOT NULL DEFAULT 'arabic',
    "key_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ring_key_id" TEXT NOT NULL,
    "wrapped" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "peer_hash" TEXT NOT NULL,
    "sealed_peer" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "last_inbound_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "sealed_state" BYTEA,
    "key_id" UUID NOT NULL,
    "waiting_flow" TEXT,
    "waiting_key" TEXT,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound" (
    "seq" BIGSERIAL NOT NULL,
    "contact_id" UUID,
    "conversation_id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "sealed_body" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "question" JSONB,

    CONSTRAINT "inbound_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "outbound" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "contact_id" UUID,
    "inbound_seq" BIGINT,
    "policy" TEXT NOT NULL,
    "sealed_body" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "once_key" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "provider_id" TEXT,
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "family" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sealed_profile" BYTEA NOT NULL,
    "key_id" UUID NOT NULL,
    "national_id_hash" TEXT NOT NULL,
    "mobile_hash" TEXT NOT NULL,
    "iban_hash" TEXT,
    "city" TEXT NOT NULL,
    "craft" TEXT NOT NULL,
    "goal" TEXT,
    "decline_reason" TEXT,
    "women_only" BOOLEAN NOT NULL DEFAULT false,
    "assisted_by_id" UUID,
    "claimed_by_id" UUID,
    "agreed_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "promised_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "family_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "family_history" (
    "id" UUID NOT NULL,
    "family_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "member_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "family_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_transition" (
    "case_kind" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,

    CONSTRAINT "case_transition_pkey" PRIMARY KEY ("case_kind","from_state","event")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "key_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "verified_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sex" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "person_id" UUID,
    "absent_until" TIMESTAMPTZ(3),
    "deputy_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "member_id" UUID,
    "person_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "document_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "women_only" BOOLEAN NOT NULL DEFAULT false,
    "topic" TEXT,
    "sealed_details" BYTEA,
    "key_id" UUID,
    "claimed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "alerted_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "family_request" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "family_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID,
    "references" JSONB NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_link" (
    "position" BIGINT NOT NULL,
    "audit_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "data_key_person_id_idx" ON "data_key"("person_id");

-- CreateIndex
CREATE INDEX "contact_person_id_idx" ON "contact"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_channel_account_peer_hash_key" ON "contact"("channel", "account", "peer_hash");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_person_id_key" ON "conversation"("person_id");

-- CreateIndex
CREATE INDEX "conversation_waiting_flow_idx" ON "conversation"("waiting_flow");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_conversation_id_provider_id_key" ON "inbound"("conversation_id", "provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_contact_id_provider_id_key" ON "inbound"("contact_id", "provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_id_key" ON "outbound"("id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_once_key_key" ON "outbound"("once_key");

-- CreateIndex
CREATE INDEX "outbound_person_id_seq_idx" ON "outbound"("person_id", "seq");

-- CreateIndex
CREATE INDEX "outbound_contact_id_seq_idx" ON "outbound"("contact_id", "seq");

-- CreateIndex
CREATE INDEX "outbound_inbound_seq_idx" ON "outbound"("inbound_seq");

-- CreateIndex
CREATE UNIQUE INDEX "family_number_key" ON "family"("number");

-- CreateIndex
CREATE UNIQUE INDEX "family_person_id_key" ON "family"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "family_national_id_hash_key" ON "family"("national_id_hash");

-- CreateIndex
CREATE INDEX "family_mobile_hash_idx" ON "family"("mobile_hash");

-- CreateIndex
CREATE INDEX "family_iban_hash_idx" ON "family"("iban_hash");

-- CreateIndex
CREATE INDEX "family_history_family_id_idx" ON "family_history"("family_id");

-- CreateIndex
CREATE INDEX "consent_person_id_purpose_idx" ON "consent"("person_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "document_storage_key_key" ON "document"("storage_key");

-- CreateIndex
CREATE INDEX "document_person_id_idx" ON "document"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_person_id_key" ON "member"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_code_hash_key" ON "invitation"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "task_number_key" ON "task"("number");

-- CreateIndex
CREATE INDEX "task_state_due_at_idx" ON "task"("state", "due_at");

-- CreateIndex
CREATE INDEX "task_person_id_idx" ON "task"("person_id");

-- CreateIndex
CREATE INDEX "family_request_person_id_idx" ON "family_request"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_id_key" ON "audit"("id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_audit_id_key" ON "audit_link"("audit_id");

-- AddForeignKey
ALTER TABLE "data_key" ADD CONSTRAINT "data_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family" ADD CONSTRAINT "family_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family" ADD CONSTRAINT "family_assisted_by_id_fkey" FOREIGN KEY ("assisted_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family" ADD CONSTRAINT "family_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family_history" ADD CONSTRAINT "family_history_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "family"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family_request" ADD CONSTRAINT "family_request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "family_request" ADD CONSTRAINT "family_request_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
