import { createHash } from 'node:crypto';
import type { Transaction } from '../db/client.ts';
import type { DocumentVault } from '../documents/vault.ts';
import type { ReaderOfText, Services } from '../domain/contract.ts';
import type { Message } from '../engine/vocabulary.ts';
import { emptyConversation } from '../engine/work.ts';
import { todayInRiyadh } from '../kernel/dates.ts';
import type { Press } from '../paper/press.ts';
import { encodeState, statePlace } from '../sealed/state.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';
import { associationPerson } from './association-key.ts';

/** What the house is made of, as far as domain services need it. */
export interface ServiceParts {
  readonly ring: KeyRing;
  readonly keys: PersonKeys;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly newCode: () => string;
  /** A text as its reader sees it, for consents. */
  readonly textOf: (text: Message, reader: ReaderOfText) => string;
  readonly doors: () => Services['doors'];
  readonly association: Services['association'];
  /** With what papers are made and kept; null where none ever is (a command beside the program). */
  readonly papers: { readonly press: Press; readonly vault: Pick<DocumentVault, 'store'> } | null;
}

interface KeyRow {
  readonly id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
}

/** The key of a person, from its row. */
export const keyOfPerson = async (
  executor: Transaction,
  keys: PersonKeys,
  personId: string,
): Promise<OpenedKey> => {
  const rows = await executor.$queryRaw<KeyRow[]>`
    select k.id, k.ring_key_id, k.wrapped from person p join data_key k on k.id = p.key_id where p.id = ${personId}::uuid`;
  const row = rows[0];
  if (!row) throw new Error(`No person ${personId}`);
  return keys.open({ keyId: row.id, ringKeyId: row.ring_key_id, wrapped: row.wrapped });
};

/** The services of one command or job, with one clock reading for all it does. */
export const createServices = (parts: ServiceParts): Services => {
  const now = parts.clock();
  return {
    now,
    today: todayInRiyadh(now.getTime()),
    newId: parts.newId,
    newCode: parts.newCode,
    lookup: (kind, value) => parts.ring.lookup(kind, value),
    keyOf: (transaction, personId) => keyOfPerson(transaction, parts.keys, personId),
    async createPerson(transaction, profile) {
      const personId = parts.newId();
      const conversationId = parts.newId();
      const { key, ringKeyId, wrapped } = parts.keys.create(parts.newId());
      await transaction.$executeRaw`insert into person (id, key_id) values (${personId}::uuid, ${key.id}::uuid)`;
      await transaction.$executeRaw`
        insert into data_key (id, person_id, ring_key_id, wrapped)
        values (${key.id}::uuid, ${personId}::uuid, ${ringKeyId}, ${wrapped})`;
      const begun = { ...emptyConversation, profile: { ...emptyConversation.profile, ...profile } };
      const sealed = profile ? key.seal(encodeState(begun), statePlace(conversationId)) : null;
      await transaction.$executeRaw`
        insert into conversation (id, person_id, key_id, sealed_state)
        values (${conversationId}::uuid, ${personId}::uuid, ${key.id}::uuid, ${sealed})`;
      return { personId, key };
    },
    associationPerson: (transaction) => associationPerson(transaction, parts.keys, parts.newId),
    text: parts.textOf,
    textHash: (text, reader) => createHash('sha256').update(parts.textOf(text, reader)).digest('hex'),
    async makePaper(transaction, personId, paper) {
      if (parts.papers === null) throw new Error('no paper is made here');
      const { press, vault } = parts.papers;
      const key = await keyOfPerson(transaction, parts.keys, personId);
      const { content, contentSha256 } = await press.paper(paper, now);
      const documentId = parts.newId();
      const { storageKey } = await vault.store(key.dataKey, documentId, { content });
      const sha256 = createHash('sha256').update(content).digest('hex');
      const { length: bytes } = content;
      const mime = 'application/pdf';
      return { documentId, mime, bytes, sha256, contentSha256, storageKey, keyId: key.id };
    },
    doors: parts.doors(),
    association: parts.association,
  };
};
