import type { WaitingQuestion } from '../channels/contract.ts';
import type { Transaction } from '../db/client.ts';
import type { AuditEntry } from '../domain/contract.ts';
import type { Profile } from '../engine/vocabulary.ts';
import { encodeOutbound, type OutboundBody, outboundPlace } from '../sealed/state.ts';
import type { OpenedKey } from '../secrets/person-keys.ts';

/** What one turn writes, with everything sealed already but the outbound bodies. */
export interface TurnToWrite {
  readonly conversationId: string;
  readonly personId: string;
  readonly contactId: string | null;
  /** The version the turn was taken on; the write happens only while it still stands. */
  readonly version: number;
  readonly sealedState: Uint8Array<ArrayBuffer>;
  readonly question: WaitingQuestion | null;
  readonly waiting: { readonly flow: string; readonly key: string } | null;
  readonly inboundSeq: bigint;
  readonly outcome: string;
  readonly profile: Profile;
  readonly outbound: readonly OutboundRow[];
  readonly audit: readonly AuditRow[];
  readonly now: Date;
}

export interface WrittenTurn {
  readonly written: boolean;
  readonly more: boolean;
}

/** One message to be said, ready for its table. */
export interface OutboundRow {
  readonly id: string;
  readonly personId: string;
  readonly contactId: string | null;
  readonly inboundSeq: bigint | null;
  readonly policy: 'dialogue' | 'once';
  readonly sealedBody: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  /** `sent` where the row itself is the delivery (the web chat reads it). */
  readonly state: 'pending' | 'sent';
  readonly onceKey: string | null;
}

export interface AuditRow extends AuditEntry {
  readonly id: string;
  readonly actorKind: string;
  readonly actorId: string | null;
}

export const outboundRow = (
  key: OpenedKey,
  row: Omit<OutboundRow, 'sealedBody' | 'keyId'>,
  body: OutboundBody,
): OutboundRow => ({
  ...row,
  keyId: key.id,
  sealedBody: key.seal(encodeOutbound(body), outboundPlace(row.id)),
});

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

const outboundJson = (rows: readonly OutboundRow[]): string =>
  JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      person_id: row.personId,
      contact_id: row.contactId,
      inbound_seq: row.inboundSeq === null ? null : row.inboundSeq.toString(),
      policy: row.policy,
      body: base64(row.sealedBody),
      key_id: row.keyId,
      state: row.state,
      once_key: row.onceKey,
    })),
  );

const auditJson = (rows: readonly AuditRow[]): string =>
  JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      actor_kind: row.actorKind,
      actor_id: row.actorId,
      action: row.action,
      subject_kind: row.subjectKind,
      subject_id: row.subjectId,
      references: row.references ?? {},
    })),
  );

/**
 * Writes a whole turn in one statement: the conversation (guarded by its version), the handled message, what is to
 * be said, the audit rows. Not written when another process was faster: take the turn again. `more` tells whether
 * further messages of the conversation wait, so that nobody has to look.
 */
export const writeTurn = async (executor: Transaction, turn: TurnToWrite): Promise<WrittenTurn> => {
  const question = turn.question === null ? null : JSON.stringify(turn.question);
  const { language, address, digits } = turn.profile;
  const rows = await executor.$queryRaw<WrittenTurn[]>`
    with turn as (
      update conversation
      set version = version + 1, sealed_state = ${turn.sealedState}, waiting_flow = ${turn.waiting?.flow ?? null},
        waiting_key = ${turn.waiting?.key ?? null}, waiting_since = ${turn.now}
      where id = ${turn.conversationId}::uuid and version = ${turn.version}
        and exists (select 1 from inbound i where i.seq = ${turn.inboundSeq} and i.handled_at is null)
      returning person_id
    ), handled as (
      update inbound set handled_at = ${turn.now}, outcome = ${turn.outcome}, question = ${question}::jsonb
      where seq = ${turn.inboundSeq} and exists (select 1 from turn)
    ), spoken_to as (
      update person set language = ${language}, address = ${address}, digits = ${digits}
      where id = (select person_id from turn)
        and (language, address, digits) is distinct from (${language}, ${address}, ${digits})
    ), heard as (
      update contact set last_inbound_at = ${turn.now}
      where id = ${turn.contactId}::uuid and exists (select 1 from turn)
    ), said as (
      insert into outbound (id, person_id, contact_id, inbound_seq, policy, sealed_body, key_id, state, once_key, created_at, not_before, sent_at, provider_id)
      select r.id, r.person_id, r.contact_id, r.inbound_seq, r.policy, decode(r.body, 'base64'), r.key_id, r.state, r.once_key,
        ${turn.now}, ${turn.now}, case when r.state = 'sent' then clock_timestamp() end, case when r.state = 'sent' then r.id end
      from turn, jsonb_to_recordset(${outboundJson(turn.outbound)}::jsonb)
        as r(id uuid, person_id uuid, contact_id uuid, inbound_seq bigint, policy text, body text, key_id uuid, state text, once_key text)
      on conflict (once_key) do nothing
    ), audited as (
      insert into audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, "references")
      select r.id, ${turn.now}, r.actor_kind, r.actor_id, r.action, r.subject_kind, r.subject_id, r."references"
      from turn, jsonb_to_recordset(${auditJson(turn.audit)}::jsonb)
        as r(id uuid, actor_kind text, actor_id uuid, action text, subject_kind text, subject_id uuid, "references" jsonb)
    )
    select exists (select 1 from turn) as written, exists (
      select 1 from inbound i
      where i.conversation_id = ${turn.conversationId}::uuid and i.handled_at is null and i.seq <> ${turn.inboundSeq}
    ) as more`;
  return rows[0] ?? { written: false, more: true };
};

/** Further messages, from a command's effects or a job; each once key at most once. */
export const writeOutbound = async (
  executor: Transaction,
  rows: readonly OutboundRow[],
  now: Date,
): Promise<void> => {
  if (rows.length === 0) return;
  await executor.$executeRaw`
    insert into outbound (id, person_id, contact_id, inbound_seq, policy, sealed_body, key_id, state, once_key, created_at, not_before, sent_at, provider_id)
    select r.id, r.person_id, r.contact_id, r.inbound_seq, r.policy, decode(r.body, 'base64'), r.key_id, r.state, r.once_key,
      ${now}, ${now}, case when r.state = 'sent' then clock_timestamp() end, case when r.state = 'sent' then r.id end
    from jsonb_to_recordset(${outboundJson(rows)}::jsonb)
      as r(id uuid, person_id uuid, contact_id uuid, inbound_seq bigint, policy text, body text, key_id uuid, state text, once_key text)
    on conflict (once_key) do nothing`;
};

export const writeAudit = async (
  executor: Transaction,
  rows: readonly AuditRow[],
  now: Date,
): Promise<void> => {
  if (rows.length === 0) return;
  await executor.$executeRaw`
    insert into audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, "references")
    select r.id, ${now}, r.actor_kind, r.actor_id, r.action, r.subject_kind, r.subject_id, r."references"
    from jsonb_to_recordset(${auditJson(rows)}::jsonb)
      as r(id uuid, actor_kind text, actor_id uuid, action text, subject_kind text, subject_id uuid, "references" jsonb)`;
};
