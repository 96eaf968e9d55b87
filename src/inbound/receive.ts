import type {
  IncomingMessage,
  PeerChange,
  ReceivedMessage,
  Receiver,
  SettledTurn,
} from '../channels/contract.ts';
import type { SaidInTurn } from '../commit/new-turn.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../observability/log.ts';
import { moveContact } from '../outbox/move-contact.ts';
import { type AdmittedFile, encodeBody, inboundPlace, type StoredBody } from '../sealed/inbound-body.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';
import type { Contacts, KnownContact } from './contacts.ts';
import type { Driver } from './drive.ts';
import type { Files } from './files.ts';
import type { LoadedTurn } from './load.ts';
import type { SettledTurns } from './settled.ts';
import { storeInbound } from './store.ts';

export interface ReceiverParts {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly keys: PersonKeys;
  readonly contacts: Contacts;
  readonly files: Files;
  readonly driver: Driver;
  readonly settledTurns: SettledTurns;
  readonly log: Logger;
  /** A turn that could not be driven here is left to a job. */
  onForsaken(conversationId: string): void;
}

type Body = StoredBody & { readonly admitted?: AdmittedFile };

const bodyToStore = async (
  parts: ReceiverParts,
  contact: KnownContact,
  message: IncomingMessage,
): Promise<Body> => {
  const { body } = message;
  const messageId = message.messageId === undefined ? {} : { messageId: message.messageId };
  if (body.type === 'file') {
    const caption = body.caption === undefined ? {} : { caption: body.caption };
    const album = body.album === undefined ? {} : { album: body.album };
    return { file: body.file, kind: body.kind, ...caption, ...album, ...messageId };
  }
  if (body.type !== 'upload') return { input: body, ...messageId };
  const kept = await parts.files.keep(contact.key, body);
  if (!kept.ok) return { input: { type: 'refused-media', problem: kept.error }, ...messageId };
  const { kind, documentId, pages } = kept.value;
  const counted = pages === undefined ? {} : { pages };
  return { input: { type: 'media', kind, documentId, ...counted }, admitted: kept.value, ...messageId };
};

/** Runs what belongs to one conversation one after the other, in the order of asking. */
const createLine = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <Value>(conversationId: string, work: () => Promise<Value>): Promise<Value> => {
    const before = last.get(conversationId);
    const own = before ? before.then(work, work) : work();
    last.set(conversationId, own);
    try {
      return await own;
    } finally {
      if (last.get(conversationId) === own) last.delete(conversationId);
    }
  };
};

interface Received {
  readonly seq: bigint;
  readonly isNew: boolean;
  /** What its turn said, where that was taken together with storing it. */
  readonly said: SaidInTurn | null;
  readonly conversationId: string;
  readonly turn: LoadedTurn | null;
}

/**
 * Stores what channels hand in, once, and drives its turn. It resolves when the message is stored (I1); messages of one
 * conversation are stored in the order in which they came.
 */
export const createReceiver = (parts: ReceiverParts): Receiver => {
  const inLine = createLine();

  /** Null when the contact no longer belongs to that conversation: it must be looked up again. */
  const storeOnce = async (contact: KnownContact, message: IncomingMessage): Promise<Received | null> => {
    const { contactId, conversationId, key } = contact;
    const body = await bodyToStore(parts, contact, message);
    // One person may write from two phones that count their messages alike.
    const providerId = `${contactId}:${message.providerId}`;
    const sealedBody = key.seal(encodeBody(body), inboundPlace(conversationId, providerId));
    const toStore = { contactId, conversationId, providerId, sealedBody, keyId: key.id };
    if ('input' in body && !body.admitted) {
      const { channel, account } = message;
      const messageId = body.messageId ?? null;
      const at = await parts.driver.takeNew({ toStore, channel, account, input: body.input, messageId });
      if (at) return { seq: at.seq, isNew: true, said: at.said, conversationId, turn: null };
    }
    const stored = await storeInbound(parts.database, toStore);
    if (stored.is === 'stale') return null;
    const isNew = stored.is === 'stored';
    return {
      seq: stored.seq,
      isNew,
      said: null,
      conversationId,
      turn: isNew ? stored.turn : null,
    };
  };

  const store = async (message: IncomingMessage): Promise<Received> => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const contact = await parts.contacts.findOrCreate(message);
      const received = await inLine(contact.conversationId, () => storeOnce(contact, message));
      if (received) return received;
      parts.contacts.forget(contact.contactId);
    }
    throw new Error('A contact moved again and again while a message was stored');
  };

  return {
    async receive(message): Promise<ReceivedMessage> {
      const { seq, isNew, said, conversationId, turn } = await store(message);
      if (said) return { isNew, settled: async () => parts.settledTurns.told(said) };
      const watched = parts.settledTurns.watch(seq, isNew);
      parts.driver.drive(conversationId, turn).catch((error: unknown) => {
        parts.log.error({ err: error }, 'A conversation could not be driven; a job takes it up');
        parts.onForsaken(conversationId);
      });
      return { isNew, settled: (timeoutMillis): Promise<SettledTurn | null> => watched(timeoutMillis) };
    },
    async peerChanged(change: PeerChange): Promise<void> {
      const contact = await parts.contacts.find(change);
      if (!contact) return;
      if (change.change === 'moved') {
        if (change.movedTo !== undefined) await moveContact(parts, contact.contactId, change.movedTo);
        parts.contacts.forget(contact.contactId);
        return;
      }
      const state = change.change === 'blocked' ? 'blocked' : 'active';
      await parts.database.contact.update({ where: { id: contact.contactId }, data: { state } });
    },
  };
};
