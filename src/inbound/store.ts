import type { WaitingQuestion } from '../channels/contract.ts';
import type { InboundToStore } from '../commit/write-turn.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { SaidRow } from '../outbox/render-row.ts';
import { type LoadedTurn, turnColumns, turnJoins } from './load.ts';

export type Stored =
  /** `turn` is all that the message's turn needs, where nothing else of the conversation waited. */
  | { readonly is: 'stored'; readonly seq: bigint; readonly turn: LoadedTurn | null }
  | { readonly is: 'known'; readonly seq: bigint }
  /** The contact no longer belongs to that conversation: look it up again. */
  | { readonly is: 'stale' };

/** Stores a message once, and reads in the same round trip what its turn needs. */
export const storeInbound = async (database: Database, message: InboundToStore): Promise<Stored> => {
  const { contactId, conversationId, providerId } = message;
  const stored = await database.direct.$queryRaw<(LoadedTurn & { readonly others: boolean })[]>`
    with i as (
      insert into inbound (contact_id, conversation_id, provider_id, sealed_body, key_id)
      select ${contactId}::uuid, v.id, ${providerId}, ${message.sealedBody}, ${message.keyId}::uuid
      from conversation v
      where v.id = ${conversationId}::uuid
        and exists (select 1 from contact c where c.id = ${contactId}::uuid and c.person_id = v.person_id)
      on conflict do nothing
      returning *
    )
    select ${turnColumns},
      exists (select 1 from inbound o where o.conversation_id = v.id and o.handled_at is null) as others
    from i join conversation v on v.id = i.conversation_id
    ${turnJoins}`;
  const turn = stored[0];
  if (turn) return { is: 'stored', seq: turn.seq, turn: turn.others ? null : turn };
  const known = await database.$queryRaw<{ readonly seq: bigint }[]>`
    select i.seq from inbound i
    where i.provider_id = ${providerId}
      and (i.conversation_id = ${conversationId}::uuid or i.contact_id = ${contactId}::uuid)
    limit 1`;
  return known[0] ? { is: 'known', seq: known[0].seq } : { is: 'stale' };
};

/** A message that failed waits a while; those behind it wait too. */
export const deferInbound = async (database: Database, seq: bigint, retryAt: Date): Promise<void> => {
  await database.$executeRaw`
    update inbound set failures = failures + 1, retry_at = ${retryAt} where seq = ${seq} and handled_at is null`;
};

/** After too many tries a message is set apart, so that those behind it go on; it stays stored. */
export const setInboundApart = async (transaction: Transaction, seq: bigint, now: Date): Promise<void> => {
  await transaction.$executeRaw`
    update inbound set failures = failures + 1, handled_at = ${now}, outcome = 'set-apart'
    where seq = ${seq} and handled_at is null`;
};

export const postponeInbound = async (database: Database, seq: bigint, retryAt: Date): Promise<void> => {
  await database.$executeRaw`update inbound set retry_at = ${retryAt} where seq = ${seq} and handled_at is null`;
};

/** Keeps what became of a message's file, so that it is fetched and admitted once. */
export const rewriteInbound = async (
  database: Database,
  seq: bigint,
  sealedBody: Uint8Array<ArrayBuffer>,
): Promise<void> => {
  await database.$executeRaw`update inbound set sealed_body = ${sealedBody} where seq = ${seq} and handled_at is null`;
};

/** Conversations with messages that no process is taking. */
export const forsakenConversations = async (
  database: Database,
  olderThan: Date,
): Promise<readonly string[]> => {
  const rows = await database.$queryRaw<{ readonly conversation_id: string }[]>`
    select distinct conversation_id from inbound
    where handled_at is null and received_at < ${olderThan} and coalesce(retry_at, received_at) <= now()
    limit 500`;
  return rows.map((row) => row.conversation_id);
};

/** A message whose turn was taken: what was said then, and the question that waited after it. */
export interface SettledInbound {
  readonly question: WaitingQuestion | null;
  readonly said: readonly SaidRow[];
}

/** Null while no turn has taken the message. */
export const readSettled = async (database: Database, seq: bigint): Promise<SettledInbound | null> => {
  const rows = await database.direct.$queryRaw<
    (SaidRow & { readonly question: WaitingQuestion | null; readonly silent: boolean })[]
  >`
    select i.question, o.id is null as silent, o.id, o.person_id, o.sealed_body, k.id as key_id, k.ring_key_id, k.wrapped, p.language, p.address, p.digits, p.women_only
    from inbound i
    join conversation v on v.id = i.conversation_id
    left join outbound o on o.inbound_seq = i.seq and o.person_id = v.person_id
    left join data_key k on k.id = o.key_id
    left join person p on p.id = o.person_id
    where i.seq = ${seq} and i.handled_at is not null
    order by o.seq`;
  const first = rows[0];
  return first
    ? { question: first.question, said: rows.filter(({ silent, wrapped }) => !silent && wrapped !== null) }
    : null;
};
