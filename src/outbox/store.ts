import type { Database } from '../db/client.ts';

/** The next message of a person, with where it can go. */
export interface NextOutbound {
  readonly id: string;
  readonly seq: bigint;
  readonly policy: 'dialogue' | 'once';
  readonly sealed_body: Uint8Array;
  readonly attempts: number;
  readonly ready: boolean;
  readonly not_before: Date;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
  readonly contact_id: string | null;
  readonly channel: string | null;
  readonly account: string | null;
  readonly sealed_peer: Uint8Array | null;
  readonly contact_key_id: string | null;
  readonly contact_ring_key_id: string | null;
  readonly contact_wrapped: Uint8Array | null;
  readonly language: 'ar' | 'en' | null;
  readonly address: 'female' | 'male' | null;
  readonly digits: 'arabic' | 'latin';
  readonly women_only: boolean;
}

/**
 * A person's oldest unsent message and the contact it goes to: the one it answers while that is active, else the
 * active one that wrote last. Null when nothing waits; a message under way elsewhere holds those behind it.
 */
export const nextOutbound = async (database: Database, personId: string): Promise<NextOutbound | null> => {
  const rows = await database.$queryRaw<NextOutbound[]>`
    select o.id, o.seq, o.policy, o.sealed_body, o.attempts, o.not_before <= now() as ready, o.not_before,
      k.id as key_id, k.ring_key_id, k.wrapped, c.id as contact_id, c.channel, c.account, c.sealed_peer,
      ck.id as contact_key_id, ck.ring_key_id as contact_ring_key_id, ck.wrapped as contact_wrapped,
      p.language, p.address, p.digits, p.women_only
    from (
      select * from outbound where person_id = ${personId}::uuid and state in ('pending', 'sending') order by seq limit 1
    ) o
    join person p on p.id = o.person_id
    join data_key k on k.id = o.key_id
    left join lateral (
      select * from contact where person_id = o.person_id and state = 'active'
      order by (id = o.contact_id) desc nulls last, last_inbound_at desc nulls last limit 1
    ) c on true
    left join data_key ck on ck.id = c.key_id
    where o.state = 'pending'`;
  return rows[0] ?? null;
};

/** Takes a message for sending; false when somebody else did. */
export const claimOutbound = async (database: Database, id: string, now: Date): Promise<boolean> => {
  const claimed = await database.$executeRaw`
    update outbound set state = 'sending', attempts = attempts + 1, not_before = ${now} where id = ${id}::uuid and state = 'pending'`;
  return claimed === 1;
};

/** Says that this message is still being sent, so that nobody takes its sender for killed. */
export const keepClaim = async (database: Database, id: string): Promise<void> => {
  await database.$executeRaw`update outbound set not_before = now() where id = ${id}::uuid and state = 'sending'`;
};

export const markSent = async (
  database: Database,
  id: string,
  contactId: string,
  providerId: string | null,
  now: Date,
): Promise<void> => {
  await database.$executeRaw`
    update outbound set state = 'sent', contact_id = ${contactId}::uuid, provider_id = ${providerId}, sent_at = ${now}, error_code = null
    where id = ${id}::uuid`;
};

/** The message waits and is tried again. */
export const markPending = async (
  database: Database,
  id: string,
  notBefore: Date,
  code: string,
): Promise<void> => {
  await database.$executeRaw`
    update outbound set state = 'pending', not_before = ${notBefore}, error_code = ${code} where id = ${id}::uuid`;
};

/** The message will not be tried again: `failed` surely did not arrive, `unknown` perhaps did. */
export const markEnded = async (
  database: Database,
  id: string,
  state: 'failed' | 'unknown',
  code: string,
): Promise<void> => {
  await database.$executeRaw`update outbound set state = ${state}, error_code = ${code} where id = ${id}::uuid`;
};

/**
 * Messages that a process was sending when it was killed: whether they went out is unknown, so dialogue is sent
 * again and everything else is flagged.
 */
export const recoverInterrupted = async (database: Database, before: Date): Promise<void> => {
  await database.$executeRaw`
    update outbound set state = case when policy = 'dialogue' then 'pending' else 'unknown' end, error_code = 'interrupted'
    where state = 'sending' and not_before < ${before}`;
};

/** Persons with messages that are due. */
export const personsWithDue = async (database: Database): Promise<readonly string[]> => {
  const rows = await database.$queryRaw<{ readonly person_id: string }[]>`
    select distinct o.person_id from outbound o
    where o.state = 'pending' and o.not_before <= now()
      and exists (select 1 from contact c where c.person_id = o.person_id and c.state = 'active')
    limit 1000`;
  return rows.map((row) => row.person_id);
};

export const blockContact = async (database: Database, contactId: string): Promise<void> => {
  await database.$executeRaw`update contact set state = 'blocked' where id = ${contactId}::uuid`;
};
