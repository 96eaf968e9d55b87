import { type Standing, standingColumns, standingJoins } from '../commit/standing.ts';
import { type Database, Prisma } from '../db/client.ts';

/** The oldest message of a conversation that no turn has taken, with all that the turn needs to know. */
export interface LoadedTurn extends Standing {
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
export const turnColumns = Prisma.sql`${standingColumns},
  i.seq, i.provider_id, i.sealed_body, i.key_id as body_key_id, bk.ring_key_id as body_ring_key_id, bk.wrapped as body_wrapped,
  i.contact_id, c.channel, c.account, i.failures, coalesce(i.retry_at > now(), false) as waits`;

export const turnJoins = Prisma.sql`${standingJoins}
  join data_key bk on bk.id = i.key_id
  left join contact c on c.id = i.contact_id`;

/** Reads what the next turn of a conversation needs, in one round trip; null when nothing waits to be handled. */
export const loadTurn = async (database: Database, conversationId: string): Promise<LoadedTurn | null> => {
  const rows = await database.direct.$queryRaw<LoadedTurn[]>`
    select ${turnColumns}
    from conversation v
    join lateral (
      select * from inbound where conversation_id = v.id and handled_at is null order by seq limit 1
    ) i on true
    ${turnJoins}
    where v.id = ${conversationId}::uuid`;
  return rows[0] ?? null;
};
