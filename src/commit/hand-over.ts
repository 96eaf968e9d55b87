import { Prisma, type Transaction } from '../db/client.ts';
import { inboundPlace } from '../sealed/inbound-body.ts';
import { outboundPlace } from '../sealed/state.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';
import { keyOfPerson } from './services.ts';

interface Sealed {
  readonly id: string;
  readonly place: string;
  readonly body: Uint8Array;
}

interface InboundRow {
  readonly seq: bigint;
  readonly provider_id: string;
  readonly sealed_body: Uint8Array;
}

interface OutboundRow {
  readonly id: string;
  readonly sealed_body: Uint8Array;
}

const sealAnew = (rows: readonly Sealed[], from: OpenedKey, to: OpenedKey): string =>
  JSON.stringify(
    rows.map(({ id, place, body }) => ({
      id,
      body: Buffer.from(to.seal(from.open(body, place), place)).toString('base64'),
    })),
  );

const records = (json: string, id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`jsonb_to_recordset(${json}::jsonb) as r(id ${id}, body text)`;

/**
 * What was written and said in a conversation while a flow was filled for somebody else is that person's from now on:
 * its rows are sealed anew under that person's key, so that destroying it erases them too.
 */
export const handOverTalk = async (
  transaction: Transaction,
  keys: PersonKeys,
  talk: { readonly conversationId: string; readonly flow: string; readonly key: OpenedKey },
  personId: string,
): Promise<void> => {
  const { conversationId, flow, key } = talk;
  const theirs = await keyOfPerson(transaction, keys, personId);
  const written = await transaction.$queryRaw<InboundRow[]>`
    select seq, provider_id, sealed_body from inbound
    where conversation_id = ${conversationId}::uuid and key_id = ${key.id}::uuid and question->>'flow' = ${flow}`;
  if (written.length === 0) return;
  const inbound = written.map((row) => ({
    id: String(row.seq),
    place: inboundPlace(conversationId, row.provider_id),
    body: row.sealed_body,
  }));
  await transaction.$executeRaw`
    update inbound i set sealed_body = decode(r.body, 'base64'), key_id = ${theirs.id}::uuid
    from ${records(sealAnew(inbound, key, theirs), Prisma.sql`bigint`)} where i.seq = r.id`;
  const said = await transaction.$queryRaw<OutboundRow[]>`
    select id, sealed_body from outbound
    where inbound_seq = any(${written.map(({ seq }) => seq)}) and key_id = ${key.id}::uuid`;
  const outbound = said.map(({ id, sealed_body }) => ({ id, place: outboundPlace(id), body: sealed_body }));
  await transaction.$executeRaw`
    update outbound o set sealed_body = decode(r.body, 'base64'), key_id = ${theirs.id}::uuid
    from ${records(sealAnew(outbound, key, theirs), Prisma.sql`uuid`)} where o.id = r.id`;
};
