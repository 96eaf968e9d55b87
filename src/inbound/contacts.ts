import { type Standing, standingOfFirst } from '../commit/standing.ts';
import type { Database } from '../db/client.ts';
import { peerAddress, peerPlace } from '../sealed/state.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { OpenedKey, PersonKeys } from '../secrets/person-keys.ts';

/** Who writes, as far as a message's storing needs to know. */
export interface KnownContact {
  readonly contactId: string;
  readonly personId: string;
  readonly conversationId: string;
  readonly key: OpenedKey;
}

/** One address on one channel. */
export interface Address {
  readonly channel: string;
  readonly account: string;
  readonly peer: string;
}

export interface Contacts {
  find(address: Address): Promise<KnownContact | null>;
  /** The contact, with a new anonymous person, key and conversation when it has never written before. */
  findOrCreate(address: Address): Promise<KnownContact>;
  /** Drops what is remembered of a contact (it was moved to another person). */
  forget(contactId: string): void;
}

interface ContactRow {
  readonly contact_id: string;
  readonly person_id: string;
  readonly conversation_id: string;
  readonly key_id: string;
  readonly ring_key_id: string;
  readonly wrapped: Uint8Array | null;
}

const remembered = 20_000;

/** Contacts by keyed hash of their address; those at hand are remembered, so that an ordinary message needs no look-up. */
export const createContacts = (options: {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly keys: PersonKeys;
  newId(): string;
  /** Told how the conversation of a contact that was just made stands: its first message is taken on that. */
  onCreated(standing: Standing): void;
}): Contacts => {
  const { ring, keys, newId, onCreated } = options;
  const database = options.database.direct;
  const known = new Map<string, KnownContact>();

  const hashOf = ({ channel, account, peer }: Address): string =>
    ring.lookup('peer', peerAddress(channel, account, peer));

  const remember = (hash: string, row: ContactRow): KnownContact => {
    const contact: KnownContact = {
      contactId: row.contact_id,
      personId: row.person_id,
      conversationId: row.conversation_id,
      key: keys.open({ keyId: row.key_id, ringKeyId: row.ring_key_id, wrapped: row.wrapped }),
    };
    known.delete(hash);
    known.set(hash, contact);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return contact;
  };

  const read = async (address: Address, hash: string): Promise<KnownContact | null> => {
    const rows = await database.$queryRaw<ContactRow[]>`
      select c.id as contact_id, c.person_id, v.id as conversation_id, k.id as key_id, k.ring_key_id, k.wrapped
      from contact c
      join person p on p.id = c.person_id
      join conversation v on v.person_id = c.person_id
      join data_key k on k.id = p.key_id
      where c.channel = ${address.channel} and c.account = ${address.account} and c.peer_hash = ${hash}`;
    return rows[0] ? remember(hash, rows[0]) : null;
  };

  /** Null when somebody else was faster. */
  const create = async (address: Address, hash: string): Promise<KnownContact | null> => {
    const ids = { person: newId(), contact: newId(), conversation: newId() };
    const { key, ringKeyId, wrapped } = keys.create(newId());
    const sealedPeer = key.seal(address.peer, peerPlace(ids.contact));
    // The person's rows hang on the contact's: whoever loses a race for the address creates nothing.
    const rows = await database.$queryRaw<{ readonly id: string }[]>`
      with fresh as (
        insert into contact (id, channel, account, peer_hash, sealed_peer, key_id, person_id)
        values (${ids.contact}::uuid, ${address.channel}, ${address.account}, ${hash}, ${sealedPeer}, ${key.id}::uuid, ${ids.person}::uuid)
        on conflict (channel, account, peer_hash) do nothing
        returning person_id
      ), a_person as (
        insert into person (id, key_id) select person_id, ${key.id}::uuid from fresh returning id
      ), a_key as (
        insert into data_key (id, person_id, ring_key_id, wrapped) select ${key.id}::uuid, id, ${ringKeyId}, ${wrapped} from a_person
      )
      insert into conversation (id, person_id, key_id) select ${ids.conversation}::uuid, id, ${key.id}::uuid from a_person
      returning id`;
    if (rows.length === 0) return null;
    const keyRow = { key_id: key.id, ring_key_id: ringKeyId, wrapped };
    onCreated(standingOfFirst({ conversation_id: ids.conversation, person_id: ids.person, ...keyRow }));
    return remember(hash, {
      contact_id: ids.contact,
      person_id: ids.person,
      conversation_id: ids.conversation,
      ...keyRow,
    });
  };

  return {
    async find(address) {
      const hash = hashOf(address);
      return known.get(hash) ?? (await read(address, hash));
    },
    async findOrCreate(address) {
      const hash = hashOf(address);
      const found = known.get(hash) ?? (await read(address, hash));
      if (found) return found;
      const created = (await create(address, hash)) ?? (await read(address, hash));
      if (!created) throw new Error('A contact that was just written cannot be read');
      return created;
    },
    forget(contactId) {
      for (const [hash, contact] of known) if (contact.contactId === contactId) known.delete(hash);
    },
  };
};
