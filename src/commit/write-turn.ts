import type { WaitingQuestion } from '../channels/contract.ts';
import { Prisma, type Statements, type Transaction } from '../db/client.ts';
import type { AuditEntry } from '../domain/contract.ts';
import type { Profile } from '../engine/vocabulary.ts';
import { encodeOutbound, type OutboundBody, outboundPlace } from '../sealed/state.ts';
import type { OpenedKey } from '../secrets/person-keys.ts';
import { type Standing, whereItStands } from './standing.ts';

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
  readonly outcome: string;
  readonly profile: Profile;
  readonly profileChanged: boolean;
  readonly outbound: readonly OutboundRow[];
  readonly audit: readonly AuditRow[];
  readonly now: Date;
}

/** A message to be kept before its provider is told that it arrived. */
export interface InboundToStore {
  readonly contactId: string;
  readonly conversationId: string;
  readonly providerId: string;
  readonly sealedBody: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
}

export interface WrittenTurn {
  readonly written: boolean;
  /** Further messages of the conversation wait. */
  readonly more: boolean;
  /** The turn did more than talk, and some staff's task was told to nobody yet. */
  readonly untold: boolean;
}

/** One message to be said, ready for its table. */
export interface OutboundRow {
  readonly id: string;
  readonly personId: string;
  readonly contactId: string | null;
  /** The message that it answers; of a turn's own rows the turn knows. */
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

const outboundColumns = Prisma.sql`
  id, person_id, contact_id, inbound_seq, policy, sealed_body, key_id, state, once_key, created_at, not_before, sent_at, provider_id`;

const outboundValues = (inboundSeq: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  r.id, r.person_id, r.contact_id, ${inboundSeq}, r.policy, decode(r.body, 'base64'), r.key_id, r.state, r.once_key,
  ${now}, ${now}, case when r.state = 'sent' then clock_timestamp() end, case when r.state = 'sent' then r.id end`;

const outboundRecords = (rows: readonly OutboundRow[]): Prisma.Sql => Prisma.sql`
  jsonb_to_recordset(${outboundJson(rows)}::jsonb)
    as r(id uuid, person_id uuid, contact_id uuid, inbound_seq bigint, policy text, body text, key_id uuid, state text, once_key text)`;

const auditColumns = Prisma.sql`id, at, actor_kind, actor_id, action, subject_kind, subject_id, "references"`;

const auditValues = (now: Date): Prisma.Sql => Prisma.sql`
  r.id, ${now}, r.actor_kind, r.actor_id, r.action, r.subject_kind, r.subject_id, r."references"`;

const auditRecords = (rows: readonly AuditRow[]): Prisma.Sql => {
  const records = JSON.stringify(
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
  return Prisma.sql`jsonb_to_recordset(${records}::jsonb)
    as r(id uuid, actor_kind text, actor_id uuid, action text, subject_kind text, subject_id uuid, "references" jsonb)`;
};

const questionJson = ({ question }: TurnToWrite): string | null =>
  question === null ? null : JSON.stringify(question);

/** What follows once a turn is taken: `taken` holds its person and its message, or nothing. */
const restOfTurn = (turn: TurnToWrite): Prisma.Sql => {
  const { language, address, digits, womenOnly = false } = turn.profile;
  return Prisma.sql`spoken_to as (
      update person set language = ${language}, address = ${address}, digits = ${digits}, women_only = ${womenOnly}
      where id = (select person_id from taken)
        and ${turn.profileChanged}::boolean
    ), heard as (
      update contact set last_inbound_at = ${turn.now}
      where id = ${turn.contactId}::uuid and exists (select 1 from taken)
        and coalesce(last_inbound_at < ${turn.now}::timestamptz - interval '1 minute', true)
    ), said as (
      insert into outbound (${outboundColumns})
      select ${outboundValues(Prisma.sql`taken.seq`, turn.now)}
      from taken, ${outboundRecords(turn.outbound)}
    ), audited as (
      insert into audit (${auditColumns})
      select ${auditValues(turn.now)} from taken, ${auditRecords(turn.audit)}
    )`;
};

/**
 * Writes a whole turn in one statement: the conversation (guarded by its version), the handled message, what is to
 * be said, the audit rows. Not written when another process was faster: take the turn again. `more` and
 * `untold` tell what is left to do, so that nobody has to look.
 */
export const writeTurn = async (
  executor: Statements,
  turn: TurnToWrite,
  inboundSeq: bigint,
): Promise<WrittenTurn> => {
  const rows = await executor.$queryRaw<WrittenTurn[]>`
    with taken as (
      update conversation
      set version = version + 1, sealed_state = ${turn.sealedState}, waiting_flow = ${turn.waiting?.flow ?? null},
        waiting_key = ${turn.waiting?.key ?? null}, waiting_since = ${turn.now}
      where id = ${turn.conversationId}::uuid and version = ${turn.version}
        and exists (select 1 from inbound i where i.seq = ${inboundSeq} and i.handled_at is null)
      returning person_id, ${inboundSeq}::bigint as seq
    ), handled as (
      update inbound set handled_at = ${turn.now}, outcome = ${turn.outcome}, question = ${questionJson(turn)}::jsonb
      where seq = ${inboundSeq} and exists (select 1 from taken)
    ), ${restOfTurn(turn)}
    select exists (select 1 from taken) as written, exists (
      select 1 from inbound i
      where i.conversation_id = ${turn.conversationId}::uuid and i.handled_at is null and i.seq <> ${inboundSeq}
    ) as more, ${turn.outcome} <> 'turn' and exists (
      select 1 from task where alerted_at is null and state <> 'done'
    ) as untold`;
  return rows[0] ?? { written: false, more: true, untold: true };
};

export interface StoredTurn {
  readonly seq: bigint;
  /** False: the message is stored, and waits for its turn. */
  readonly written: boolean;
}

/**
 * Stores a message together with its turn, which was taken on what is remembered of the conversation. Where that no
 * longer stands, or another message waits, the message is only stored; null where it was stored before, or its contact
 * has moved. Two processes that store the same message at the same moment: one of them is told of a broken rule (23505).
 */
export const storeWithTurn = async (
  executor: Statements,
  turn: TurnToWrite,
  message: InboundToStore,
  standing: Standing,
): Promise<StoredTurn | null> => {
  const { contactId, conversationId, providerId } = message;
  const isNew = Prisma.sql`not exists (
    select 1 from inbound o where o.conversation_id = v.id and o.provider_id = ${providerId})`;
  const ofContact = Prisma.sql`join contact c on c.id = ${contactId}::uuid and c.person_id = v.person_id`;
  const rows = await executor.$queryRaw<StoredTurn[]>`
    with standing as (
      select v.id from conversation v ${ofContact} ${whereItStands(standing)} and ${isNew}
        and not exists (select 1 from inbound o where o.conversation_id = v.id and o.handled_at is null)
    ), turn as (
      update conversation v
      set version = v.version + 1, sealed_state = ${turn.sealedState}, waiting_flow = ${turn.waiting?.flow ?? null},
        waiting_key = ${turn.waiting?.key ?? null}, waiting_since = ${turn.now}
      from standing where v.id = standing.id and v.version = ${turn.version}
      returning v.person_id
    ), stored as (
      insert into inbound (contact_id, conversation_id, provider_id, sealed_body, key_id, handled_at, outcome, question)
      select c.id, v.id, ${providerId}, ${message.sealedBody}, ${message.keyId}::uuid, case when t.person_id is not null then ${turn.now}::timestamptz end,
        case when t.person_id is not null then ${turn.outcome} end, case when t.person_id is not null then ${questionJson(turn)}::jsonb end
      from conversation v ${ofContact} left join turn t on true
      where v.id = ${conversationId}::uuid and ${isNew}
      returning seq
    ), taken as (
      select turn.person_id, stored.seq from turn, stored
    ), ${restOfTurn(turn)}
    select seq, exists (select 1 from taken) as written from stored`;
  return rows[0] ?? null;
};

/** Further messages, from a command's effects or a job; each once key at most once. */
export const writeOutbound = async (
  executor: Transaction,
  rows: readonly OutboundRow[],
  now: Date,
): Promise<void> => {
  if (rows.length === 0) return;
  await executor.$executeRaw`
    insert into outbound (${outboundColumns})
    select ${outboundValues(Prisma.sql`r.inbound_seq`, now)} from ${outboundRecords(rows)}
    on conflict (once_key) where once_key is not null do nothing`;
};

export const writeAudit = async (
  executor: Transaction,
  rows: readonly AuditRow[],
  now: Date,
): Promise<void> => {
  if (rows.length === 0) return;
  await executor.$executeRaw`
    insert into audit (${auditColumns}) select ${auditValues(now)} from ${auditRecords(rows)}`;
};
