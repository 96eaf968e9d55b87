import type { Database } from '../db/client.ts';
import { peerAddress, peerPlace } from '../sealed/state.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';
import { blockContact } from './store.ts';

/**
 * A contact is reached at another address from now on (a group that became a supergroup). Where somebody writes from
 * that address already, the old contact is closed: theirs stays theirs.
 */
export const moveContact = async (
  {
    database,
    ring,
    keys,
  }: { readonly database: Database; readonly ring: KeyRing; readonly keys: PersonKeys },
  contactId: string,
  movedTo: string,
): Promise<void> => {
  const contact = await database.contact.findUniqueOrThrow({ where: { id: contactId } });
  const { ringKeyId, wrapped } = await database.dataKey.findUniqueOrThrow({ where: { id: contact.keyId } });
  const key = keys.open({ keyId: contact.keyId, ringKeyId, wrapped });
  const hash = ring.lookup('peer', peerAddress(contact.channel, contact.account, movedTo));
  const sealed = key.seal(movedTo, peerPlace(contactId));
  const moved = await database.$executeRaw`
    update contact c set peer_hash = ${hash}, sealed_peer = ${sealed}
    where id = ${contactId}::uuid and not exists (
      select 1 from contact o
      where o.channel = c.channel and o.account = c.account and o.peer_hash = ${hash} and o.id <> c.id
    )`;
  if (moved === 0) await blockContact(database, contactId);
};
