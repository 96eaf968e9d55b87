import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { writeTurn } from '../../src/commit/write-turn.ts';
import { newId } from '../../src/composition/ids.ts';
import { type Database, Prisma } from '../../src/db/client.ts';
import { createContacts } from '../../src/inbound/contacts.ts';
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
  return { $queryRaw: query, $executeRaw: query } as unknown as Database;
};

/** The same statements with bytes made beforehand: no engine, no encryption, no JSON of a conversation. */
export const barePgWay = ({ url, ring }: BenchServer, sizes: SealedSizes): DurableWay => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // A connection may still be closing when the server goes.
  pool.on('error', () => undefined);
  const database = bareDatabase(pool);
  const contacts = createContacts({ database, ring, keys: createPersonKeys(ring), newId });
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
      const stored = await storeInbound(database, {
        contactId,
        conversationId,
        providerId: `message-${message}`,
        sealedBody: sealed.inbound,
        keyId: key.id,
      });
      if (stored.is !== 'stored' || !stored.turn) throw new Error('a message was not stored alone');
      const row = { id: newId(), personId, contactId, inboundSeq: stored.seq, policy: 'dialogue' as const };
      const { written } = await writeTurn(database, {
        conversationId,
        personId,
        contactId,
        version: stored.turn.version,
        sealedState: sealed.state,
        question,
        waiting: { flow: question.flow, key: question.key },
        inboundSeq: stored.seq,
        outcome: 'turn',
        profile: { language: 'ar', address: null, called: null, digits: 'arabic' },
        outbound: [{ ...row, sealedBody: sealed.outbound, keyId: key.id, state: 'pending', onceKey: null }],
        audit: [],
        now: new Date(),
      });
      if (!written) throw new Error('a turn was not written');
    },
    close: () => pool.end(),
  };
};
