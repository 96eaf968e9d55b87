import type {
  IncomingMessage,
  PeerChange,
  ReceivedMessage,
  Receiver,
  SettledTurn,
} from '../channels/contract.ts';
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
    return { file: body.file, kind: body.kind, ...caption, ...messageId };
  }
  if (body.type !== 'upload') return { input: body, ...messageId };
  const kept = await parts.files.keep(contact.key, body);
  if (!kept.ok) return { input: { type: 'refused-media', problem: kept.error }, ...messageId };
  const { kind, documentId } = kept.value;
  return { input: { type: 'media', kind, documentId }, admitted: kept.value, ...messageId };
};

/**
 * Tells of each message whether it was stored alone. Of those stored at the same time the answer that comes first need
 * not be the oldest, so the driver looks which is.
 */
const watchStoring = () => {
  const under = new Map<string, { count: number; overlapped: boolean }>();
  return (conversationId: string) => {
    const storing = under.get(conversationId) ?? { count: 0, overlapped: false };
    under.set(conversationId, storing);
    storing.count += 1;
    if (storing.count > 1) storing.overlapped = true;
    return {
      end(): void {
        storing.count -= 1;
        if (storing.count === 0) under.delete(conversationId);
      },
      wasAlone: (): boolean => !storing.overlapped,
    };
  };
};

/** Stores what channels hand in, once, and drives its turn. It resolves when the message is stored (I1). */
export const createReceiver = (parts: ReceiverParts): Receiver => {
  const beginStoring = watchStoring();
  const store = async (
    message: IncomingMessage,
  ): Promise<{
    readonly seq: bigint;
    readonly isNew: boolean;
    readonly conversationId: string;
    readonly turn: LoadedTurn | null;
  }> => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const contact = await parts.contacts.findOrCreate(message);
      const body = await bodyToStore(parts, contact, message);
      // One person may write from two phones that count their messages alike.
      const providerId = `${contact.contactId}:${message.providerId}`;
      const place = inboundPlace(contact.conversationId, providerId);
      const storing = beginStoring(contact.conversationId);
      const stored = await storeInbound(parts.database, {
        contactId: contact.contactId,
        conversationId: contact.conversationId,
        providerId,
        sealedBody: contact.key.seal(encodeBody(body), place),
        keyId: contact.key.id,
      }).finally(storing.end);
      if (stored.is !== 'stale') {
        const isNew = stored.is === 'stored';
        const turn = isNew && storing.wasAlone() ? stored.turn : null;
        return { seq: stored.seq, isNew, conversationId: contact.conversationId, turn };
      }
      parts.contacts.forget(contact.contactId);
    }
    throw new Error('A contact moved again and again while a message was stored');
  };

  return {
    async receive(message): Promise<ReceivedMessage> {
      const { seq, isNew, conversationId, turn } = await store(message);
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
