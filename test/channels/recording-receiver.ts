import type { IncomingMessage, PeerChange, ReceivedMessage, Receiver } from '../../src/channels/contract.ts';
import { type Changes, createChanges } from '../support/fake-bot-api/signal.ts';

/** The house as a channel sees it, in memory: the same message twice is stored once. */
export interface RecordingReceiver extends Receiver {
  /** What was stored, in order. */
  readonly stored: readonly IncomingMessage[];
  readonly peerChanges: readonly PeerChange[];
  /** How often anything was handed in, also again. */
  readonly handedIn: number;
  /** Waits until that many messages are stored. */
  untilStored(count: number): Promise<readonly IncomingMessage[]>;
  untilHandedIn(count: number): Promise<void>;
  untilPeerChanged(count: number): Promise<readonly PeerChange[]>;
  /** The next storings fail, as with a lost database. */
  failNext(times: number): void;
  /** Storing waits until the returned function is called. */
  hold(): () => void;
}

export const createRecordingReceiver = (changes: Changes = createChanges()): RecordingReceiver => {
  const stored: IncomingMessage[] = [];
  const peerChanges: PeerChange[] = [];
  const known = new Set<string>();
  let handedIn = 0;
  let failures = 0;
  let gate: Promise<void> = Promise.resolve();

  const until = async (look: () => boolean): Promise<void> => {
    await changes.until(() => (look() ? true : undefined));
  };

  return {
    stored,
    peerChanges,
    get handedIn() {
      return handedIn;
    },
    async receive(message): Promise<ReceivedMessage> {
      handedIn += 1;
      changes.announce();
      await gate;
      if (failures > 0) {
        failures -= 1;
        throw new Error('The database is gone');
      }
      const key = `${message.channel} ${message.account} ${message.peer} ${message.providerId}`;
      const isNew = !known.has(key);
      known.add(key);
      if (isNew) stored.push(message);
      changes.announce();
      return { isNew, settled: async () => null };
    },
    async peerChanged(change) {
      peerChanges.push(change);
      changes.announce();
    },
    async untilStored(count) {
      await until(() => stored.length >= count);
      return stored;
    },
    untilHandedIn: (count) => until(() => handedIn >= count),
    async untilPeerChanged(count) {
      await until(() => peerChanges.length >= count);
      return peerChanges;
    },
    failNext(times) {
      failures = times;
    },
    hold() {
      const opened = Promise.withResolvers<void>();
      gate = opened.promise;
      return opened.resolve;
    },
  };
};
