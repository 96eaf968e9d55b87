import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Standing, standingOf } from '../../src/commit/standing.ts';
import { storeWithTurn, type TurnToWrite, writeTurn } from '../../src/commit/write-turn.ts';
import { newId } from '../../src/composition/ids.ts';
import { type Database, Prisma } from '../../src/db/client.ts';
import { createContacts } from '../../src/inbound/contacts.ts';
import { createStandings } from '../../src/inbound/standings.ts';
import { storeInbound } from '../../src/inbound/store.ts';
import { createPersonKeys } from '../../src/secrets/person-keys.ts';
import { addressOf } from './herfah.ts';
import { type BenchServer, connections } from './server.ts';
import type { DurableWay } from './way.ts';

/** Sealed sizes to write, in bytes: as large as ours are on the average. */
export interface SealedSizes {
  readonly state: number;
  readonly inbound: number;
  readonly outbound: number;
}

/** Sends the statements of our own functions by `pg` alone, unnamed: no Prisma between, nothing prepared. */
const bareDatabase = (pool: pg.Pool): Database => {
  const bytes = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value) : value);
  const query = async (strings: TemplateStringsArray, ...given: readonly unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...given);
    return (await pool.query(text, values.map(bytes))).rows;
  };
  return { $queryRaw: query, $executeRaw: query, direct: { $queryRaw: query } } as unknown as Database;
};

/** The same statements with bytes made beforehand: no engine, no encryption, no JSON of a conversation. */
export const barePgWay = ({ url, ring }: BenchServer, sizes: SealedSizes): DurableWay => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // A connection may still be closing when the server goes.
  pool.on('error', () => undefined);
  const database = bareDatabase(pool);
  const standings = createStandings();
  const contacts = createContacts({
    database,
    ring,
    keys: createPersonKeys(ring),
    newId,
    onCreated: standings.keep,
  });
  const fixed = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));
  const sealed = {
    state: fixed(sizes.state),
    inbound: fixed(sizes.inbound),
    outbound: fixed(sizes.outbound),
  };
  const question = { flow: 'bench', key: 'question20', kind: 'text', number: 20, of: 40 };
  return {
    name: 'the same statements by pg',
    async take(conversation, message) {
      const { contactId, conversationId, personId, key } = await contacts.findOrCreate(
        addressOf('pg', conversation),
      );
      const row = { id: newId(), personId, contactId, inboundSeq: null, policy: 'dialogue' as const };
      const turn = (version: number): TurnToWrite => ({
        conversationId,
        personId,
        contactId,
        version,
        sealedState: sealed.state,
        question,
        waiting: { flow: question.flow, key: question.key },
        outcome: 'turn',
        profile: { language: 'ar', address: null, called: null, digits: 'arabic' },
        profileChanged: false,
        outbound: [{ ...row, sealedBody: sealed.outbound, keyId: key.id, state: 'pending', onceKey: null }],
        audit: [],
        now: new Date(),
      });
      const toStore = {
        contactId,
        conversationId,
        providerId: `message-${message}`,
        sealedBody: sealed.inbound,
        keyId: key.id,
      };
      const keep = (standing: Standing) =>
        standings.keep({ ...standingOf(standing), version: standing.version + 1 });
      const standing = standings.get(conversationId);
      if (standing) {
        const stored = await storeWithTurn(database.direct, turn(standing.version), toStore, standing);
        if (!stored?.written) throw new Error('a message was not stored with its turn');
        return keep(standing);
      }
      const stored = await storeInbound(database, toStore);
      if (stored.is !== 'stored' || !stored.turn) throw new Error('a message was not stored alone');
      const { written } = await writeTurn(database.direct, turn(stored.turn.version), stored.seq);
      if (!written) throw new Error('a turn was not written');
      keep(stored.turn);
    },
    close: () => pool.end(),
  };
};
