import type { Receiver } from '../../src/channels/contract.ts';
import { createServices } from '../../src/commit/services.ts';
import { newCode, newId } from '../../src/composition/ids.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { createContacts } from '../../src/inbound/contacts.ts';
import { createDriver } from '../../src/inbound/drive.ts';
import { createReceiver } from '../../src/inbound/receive.ts';
import { createStandings } from '../../src/inbound/standings.ts';
import { createLogger } from '../../src/observability/log.ts';
import { createPersonKeys } from '../../src/secrets/person-keys.ts';
import { inputOf, scriptRegistry } from '../engines/herfah.ts';
import type { Script } from '../script.ts';
import { type BenchServer, connections } from './server.ts';
import type { DurableWay } from './way.ts';

const failure = (): never => {
  throw new Error('the script has no code, button of a card or file');
};

export const addressOf = (way: string, conversation: number) => ({
  channel: 'bench',
  account: 'bench',
  peer: `${way}-${conversation}`,
});

/** The message as a channel hands it in; at the menu, the script's flow is a choice. */
const bodyOf = (input: Parameters<typeof inputOf>[0]): Parameters<Receiver['receive']>[0]['body'] => {
  const body = inputOf(input);
  if (body.type !== 'text' && body.type !== 'choice') return failure();
  return body;
};

/**
 * Our whole way, put together as the program does it, with the script's flow in place of ours: receive, load, takeTurn,
 * commit, everything sealed. What begins after the commit (sending, answering over HTTP) is not in it.
 */
export const herfahWay = async (
  script: Script,
  { url, ring }: BenchServer,
): Promise<DurableWay & { readonly database: Database }> => {
  const log = createLogger({ level: 'error' });
  const database = openDatabase({
    url,
    connections,
    onError: (error) => log.error({ err: error }, 'A connection was lost'),
  });
  const { registry } = await scriptRegistry(script);
  const keys = createPersonKeys(ring);
  const standings = createStandings();
  const contacts = createContacts({ database, ring, keys, newId, onCreated: standings.keep });
  const taken = new Map<bigint, () => void>();
  const association = { licence: '—', phone: '—' };
  const parts = {
    ring,
    keys,
    clock: () => new Date(),
    newId,
    newCode,
    textOf: failure,
    doors: () => ({ bot: null, chat: null }),
    association,
    papers: null,
  };
  const files = { keep: failure, fetch: failure };
  const driver = createDriver({
    house: {
      database,
      registry,
      keys,
      commands: { finish: async () => ({ ok: true, value: {} }) },
      sources: {},
      handleAction: failure,
      tieByCode: failure,
    },
    files,
    standings,
    log,
    adapterOf: () => undefined,
    services: () => createServices(parts),
    wake: () => undefined,
    onTaken: ({ inboundSeq }) => taken.get(inboundSeq)?.(),
    onFailed: failure,
  });
  const watch = (seq: bigint) => {
    const { promise, resolve } = Promise.withResolvers<null>();
    taken.set(seq, () => resolve(null));
    return async () => {
      await promise;
      taken.delete(seq);
      return null;
    };
  };
  const receiver = createReceiver({
    database,
    ring,
    keys,
    contacts,
    files,
    driver,
    settledTurns: {
      watch,
      settle: () => undefined,
      told: () => ({ language: 'ar', replies: [], question: null }),
    },
    log,
    onForsaken: failure,
  });
  return {
    name: 'herfah',
    database,
    async take(conversation, message, input) {
      const received = await receiver.receive({
        ...addressOf('herfah', conversation),
        providerId: `message-${message}`,
        body: bodyOf(input),
      });
      await received.settled(60_000);
    },
    async close() {
      await driver.stop();
      await database.$disconnect();
    },
  };
};
