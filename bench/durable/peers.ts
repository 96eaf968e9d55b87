import pg from 'pg';
import type { Engine, Taken } from '../engines/engine.ts';
import { connections } from './server.ts';
import type { DurableWay } from './way.ts';

/** `plain`: as one writes it by hand, begin … commit. `one statement`: prepared, the whole outcome in one statement. */
export type PeerWriting = 'plain' | 'one statement';

const insertInbound = `insert into inbound (conversation, provider_id, body) values ($1, $2, $3)
  on conflict do nothing returning id`;
const readState = 'select state, version from conversation where id = $1';
// A second process that took a turn of the same conversation meanwhile would be overwritten: the version guards.
const writeState = `insert into conversation (id, state, version) values ($1, $2, 1)
  on conflict (id) do update set state = excluded.state, version = conversation.version + 1
  where conversation.version = $3`;
const markHandled = 'update inbound set handled_at = now() where conversation = $1 and provider_id = $2';
const insertOutbound = 'insert into outbound (conversation, body) values ($1, $2)';
const writeBoth = `with kept as (
    ${writeState} returning id
  ), handled as (
    update inbound set handled_at = now() where conversation = (select id from kept) and provider_id = $5
  ) insert into outbound (conversation, body) select id, $4 from kept`;

const tables = (schema: string): string => `
  create schema ${schema};
  create table ${schema}.inbound (id bigserial primary key, conversation bigint not null, provider_id text not null,
    body text not null, received_at timestamptz not null default now(),
    handled_at timestamptz, unique (conversation, provider_id));
  create table ${schema}.conversation (id bigint primary key, state text, version bigint not null);
  create table ${schema}.outbound (id bigserial primary key, conversation bigint not null, body text not null,
    created_at timestamptz not null default now());
  create index on ${schema}.outbound (conversation, id);`;

let schemas = 0;

/**
 * Another engine made as durable as ours, on the same server: its message inserted once, its state read; its new state,
 * what is said and that the message was handled written in one transaction, guarded by the version that was read. Without
 * encryption, facts about the person, or audit.
 */
export const peerWay = async (
  name: string,
  engine: Engine,
  url: string,
  writing: PeerWriting,
): Promise<DurableWay> => {
  schemas += 1;
  const schema = `peer_${schemas}`;
  const setup = new pg.Client({ connectionString: url });
  await setup.connect();
  await setup.query(tables(schema));
  await setup.end();
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c search_path=${schema}`,
  });
  // A connection may still be closing when the server goes.
  pool.on('error', () => undefined);
  const prepared = (text: string, values: unknown[]) => {
    const query = writing === 'plain' ? { text, values } : { name: String(text.length), text, values };
    return pool.query<{ readonly state: string | null; readonly version: string }>(query);
  };
  const writePlainly = async (
    conversation: number,
    providerId: string,
    version: string,
    { state, says }: Taken,
  ): Promise<number | null> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rowCount } = await client.query(writeState, [conversation, state, version]);
      await client.query(markHandled, [conversation, providerId]);
      await client.query(insertOutbound, [conversation, says]);
      await client.query('commit');
      return rowCount;
    } finally {
      client.release();
    }
  };
  return {
    name: writing === 'plain' ? name : `${name}, one statement`,
    async take(conversation, message, input) {
      const providerId = `message-${message}`;
      const inserted = await prepared(insertInbound, [conversation, providerId, JSON.stringify(input)]);
      if (inserted.rowCount === 0) throw new Error('a message came twice');
      const [before] = (await prepared(readState, [conversation])).rows;
      const version = before?.version ?? '0';
      const taken = await engine.take(conversation, before?.state ?? null, input);
      const { state, says } = taken;
      const written =
        writing === 'plain'
          ? await writePlainly(conversation, providerId, version, taken)
          : (await prepared(writeBoth, [conversation, state, version, says, providerId])).rowCount;
      if (written !== 1) throw new Error('a turn was not written');
    },
    close: () => pool.end(),
  };
};
