import { noWakes } from '../commit/effects.ts';
import { outboundRow, writeOutbound } from '../commit/write-turn.ts';
import { type LoadedTurn, loadTurn } from './load.ts';
import { deferInbound, postponeInbound, setInboundApart } from './store.ts';
import {
  mostFailures,
  type NewMessage,
  openKey,
  storesReplies,
  type TakenNew,
  type TakingParts,
  takeNew,
  takeStored,
} from './take.ts';

export interface DriverParts extends TakingParts {
  onFailed(failures: number): void;
}

/** Takes the waiting messages of conversations, one at a time each, different ones side by side. */
export interface Driver {
  /**
   * Resolves once nothing of this conversation waits any more (or what waits must wait). `first` is its next turn,
   * where whoever stored the message has read that already.
   */
  drive(conversationId: string, first?: LoadedTurn | null): Promise<void>;
  /**
   * Stores a new message together with its turn, where the conversation is at hand and at rest; null where the message
   * must be stored first.
   */
  takeNew(message: NewMessage): Promise<TakenNew | null>;
  /** Resolves when every turn under way has ended; no new one begins. */
  stop(): Promise<void>;
}

const firstDelayMillis = 500;
/** How often a turn is taken again because another process was faster, before it is left to that process. */
const mostOvertakings = 20;
/** A frame of a newer version waits for a newer process. */
const newerDelayMillis = 1000;

/** `last`: taken, and nothing waited behind it. */
type Step = 'taken' | 'last' | 'nothing' | 'waits';

export const createDriver = (parts: DriverParts): Driver => {
  const running = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  let stopped = false;

  const run = async (conversationId: string, first: LoadedTurn | null): Promise<void> => {
    const own = () => running.get(conversationId);
    let read = first;
    try {
      for (;;) {
        const step = stopped ? 'waits' : await takeNext(parts, conversationId, read);
        read = null;
        if (step === 'taken') continue;
        const entry = own();
        if ((step === 'nothing' || step === 'last') && entry?.again) {
          entry.again = false;
          continue;
        }
        return;
      }
    } finally {
      running.delete(conversationId);
    }
  };

  const drive = (conversationId: string, first: LoadedTurn | null = null): Promise<void> => {
    const current = running.get(conversationId);
    if (current) {
      current.again = true;
      return current.done;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    running.set(conversationId, { again: false, done: promise });
    run(conversationId, first).then(resolve, reject);
    return promise;
  };

  return {
    drive,
    async takeNew(message) {
      const { conversationId } = message.toStore;
      const standing = parts.standings.get(conversationId);
      if (!standing || stopped || running.has(conversationId)) return null;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const entry = { again: false, done: promise };
      running.set(conversationId, entry);
      try {
        return await takeNew(parts, standing, message);
      } catch (thrown) {
        parts.log.warn({ err: thrown }, 'A message could not be stored with its turn; it is stored first');
        return null;
      } finally {
        running.delete(conversationId);
        // Whoever asked meanwhile for the conversation to be driven waits for that.
        if (entry.again) drive(conversationId).then(resolve, reject);
        else resolve();
      }
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...running.values()].map((entry) => entry.done));
    },
  };
};

const takeNext = async (
  parts: DriverParts,
  conversationId: string,
  first: LoadedTurn | null,
): Promise<Step> => {
  for (let overtakings = 0; overtakings < mostOvertakings; overtakings++) {
    const loaded =
      (overtakings === 0 ? first : null) ?? (await loadTurn(parts.house.database, conversationId));
    if (!loaded) return 'nothing';
    if (loaded.waits) return 'waits';
    try {
      const taken = await takeStored(parts, loaded);
      if (taken === 'newer') return await waitForNewer(parts, loaded);
      if (taken !== 'overtaken') return taken;
    } catch (thrown) {
      return await giveUpOrWait(parts, loaded, thrown);
    }
  }
  return 'waits';
};

const waitForNewer = async (parts: DriverParts, loaded: LoadedTurn): Promise<Step> => {
  const retryAt = new Date(parts.services().now.getTime() + newerDelayMillis);
  await postponeInbound(parts.house.database, loaded.seq, retryAt);
  parts.wake({ ...noWakes, conversations: [loaded.conversation_id] }, newerDelayMillis);
  return 'waits';
};

/** A message that fails waits and is tried again; one that fails always is set apart, and its sender is told so. */
const giveUpOrWait = async (parts: DriverParts, loaded: LoadedTurn, thrown: unknown): Promise<Step> => {
  const { database } = parts.house;
  const failures = loaded.failures + 1;
  parts.log.error({ err: thrown, inbound: loaded.seq.toString(), failures }, 'A turn failed');
  parts.onFailed(failures);
  const { now, newId } = parts.services();
  const retryAt = new Date(now.getTime() + firstDelayMillis * 4 ** (failures - 1));
  if (failures < mostFailures) {
    await deferInbound(database, loaded.seq, retryAt);
    parts.wake({ ...noWakes, conversations: [loaded.conversation_id] }, retryAt.getTime() - now.getTime());
    return 'waits';
  }
  const apology = {
    id: newId(),
    personId: loaded.person_id,
    contactId: loaded.contact_id,
    inboundSeq: loaded.seq,
    policy: 'dialogue' as const,
    state: storesReplies(parts, loaded) ? ('sent' as const) : ('pending' as const),
    onceKey: `set-apart:${loaded.seq}`,
  };
  await database.$transaction(async (transaction) => {
    await setInboundApart(transaction, loaded.seq, now);
    const row = outboundRow(openKey(parts, loaded), apology, {
      reply: { parts: [{ key: 'common:set-apart' }] },
    });
    await writeOutbound(transaction, [row], now);
  });
  parts.wake({ ...noWakes, persons: [loaded.person_id] });
  return 'taken';
};
