import { type Database, Prisma } from '../db/client.ts';

/** The oldest message of a conversation that no turn has taken, with all that the turn needs to know. */
export interface LoadedTurn {
  readonly conversation_id: string;
  readonly person_id: string;
  readonly version: number;
  readonly sealed_state: Uint8Array | null;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
  readonly family_id: string | null;
  readonly family_state: string | null;
  readonly agreed: boolean | null;
  readonly assisted: boolean | null;
  readonly member_id: string | null;
  readonly member_role: string | null;
  readonly member_name: string | null;
  readonly welcomed: boolean | null;
  readonly seq: bigint;
  readonly provider_id: string;
  readonly sealed_body: Uint8Array;
  readonly body_key_id: string;
  readonly body_ring_key_id: string;
  readonly body_wrapped: Uint8Array | null;
  readonly contact_id: string | null;
  readonly channel: string | null;
  readonly account: string | null;
  readonly failures: number;
  /** The message failed a moment ago and waits; those behind it wait too. */
  readonly waits: boolean;
}

/** What a turn needs to know of its conversation `v` and its message `i`. */
export const turnColumns = Prisma.sql`
  v.id as conversation_id, v.person_id, v.version, v.sealed_state, k.id as key_id, k.ring_key_id, k.wrapped,
  f.id as family_id, f.state as family_state, f.agreed_at is not null as agreed, f.assisted_by_id is not null as assisted,
  m.id as member_id, m.role as member_role, m.name as member_name,
  (select given from consent n where n.person_id = v.person_id and n.purpose = 'data' order by n.at desc limit 1) as welcomed,
  i.seq, i.provider_id, i.sealed_body, i.key_id as body_key_id, bk.ring_key_id as body_ring_key_id, bk.wrapped as body_wrapped,
  i.contact_id, c.channel, c.account, i.failures, coalesce(i.retry_at > now(), false) as waits`;

export const turnJoins = Prisma.sql`
  join data_key k on k.id = v.key_id
  join data_key bk on bk.id = i.key_id
  left join contact c on c.id = i.contact_id
  left join family f on f.person_id = v.person_id
  left join member m on m.person_id = v.person_id and m.state = 'active'`;

/** Reads what the next turn of a conversation needs, in one round trip; null when nothing waits to be handled. */
export const loadTurn = async (database: Database, conversationId: string): Promise<LoadedTurn | null> => {
  const rows = await database.$queryRaw<LoadedTurn[]>`
    select ${turnColumns}
    from conversation v
    join lateral (
      select * from inbound where conversation_id = v.id and handled_at is null order by seq limit 1
    ) i on true
    ${turnJoins}
    where v.id = ${conversationId}::uuid`;
  return rows[0] ?? null;
};
