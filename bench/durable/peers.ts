import pg from 'pg';
import type { Engine, Taken } from '../engines/engine.ts';
import { connections } from './server.ts';
import type { DurableWay } from './way.ts';

/** `plain`: as one writes it by hand, begin … commit. `one statement`: prepared, the whole outcome in one statement. */
export type PeerWriting = 'plain' | 'one statement';

const insertInbound = `insert into inbound (conversation, provider_id, body) values ($1, $2, $3)
  on conflict do nothing returning id`;
const readState = 'select state from conversation where id = $1';
const writeState = `insert into conversation (id, state) values ($1, $2)
  on conflict (id) do update set state = excluded.state`;
const markHandled = 'update inbound set handled_at = now() where conversation = $1 and provider_id = $2';
const insertOutbound = 'insert into outbound (conversation, body) values ($1, $2)';
const writeBoth = `with kept as (
    insert into conversation (id, state) values ($1, $2) on conflict (id) do update set state = excluded.state
  ), handled as (
    update inbound set handled_at = now() where conversation = $1 and provider_id = $4
  ) insert into outbound (conversation, body) values ($1, $3)`;

const tables = (schema: string): string => `
  create schema ${schema};
  create table ${schema}.inbound (id bigserial primary key, conversation bigint not null, provider_id text not null,
    body text not null, received_at timestamptz not null default now(),
    handled_at timestamptz, unique (conversation, provider_id));
  create table ${schema}.conversation (id bigint primary key, state text);
  create table ${schema}.outbound (id bigserial primary key, conversation bigint not null, body text not null,
    created_at timestamptz not null default now());
  create index on ${schema}.outbound (conversation, id);`;

let schemas = 0;

/**
 * Another engine made as durable as ours, on the same server: its message inserted once, its state read; its new state,
 * what is said and that the message was handled written in one transaction. Without encryption, facts about the person,
 * audit, or a guard against a second process.
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
    return pool.query<{ readonly state: string | null }>(query);
  };
  const writePlainly = async (
    conversation: number,
    providerId: string,
    { state, says }: Taken,
  ): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(writeState, [conversation, state]);
      await client.query(markHandled, [conversation, providerId]);
      await client.query(insertOutbound, [conversation, says]);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  return {
    name: writing === 'plain' ? name : `${name}, one statement`,
    async take(conversation, message, input) {
      const providerId = `message-${message}`;
      await prepared(insertInbound, [conversation, providerId, JSON.stringify(input)]);
      const before = await prepared(readState, [conversation]);
      const taken = await engine.take(conversation, before.rows[0]?.state ?? null, input);
      if (writing === 'plain') await writePlainly(conversation, providerId, taken);
      else await prepared(writeBoth, [conversation, taken.state, taken.says, providerId]);
    },
    close: () => pool.end(),
  };
};
