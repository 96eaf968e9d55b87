import type { Database } from '../db/client.ts';
import type { DocumentVault } from '../documents/vault.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';

interface Misplaced {
  readonly id: string;
  readonly storage_key: string;
  readonly from_id: string;
  readonly from_ring: string;
  readonly from_wrapped: Uint8Array;
  readonly to_id: string;
  readonly to_ring: string;
  readonly to_wrapped: Uint8Array;
}

const batch = 50;

/**
 * Files that belong to somebody else than the one who sent them (a photo taken at the desk) are sealed anew under their
 * owner's key, and the copy under the sender's key is deleted: destroying the owner's key erases them. May run twice;
 * a kill in between leaves a copy that no row names, which the sweep removes.
 * @returns how many were handed over
 */
export const handOverDocuments = async (parts: {
  readonly database: Database;
  readonly keys: PersonKeys;
  readonly vault: DocumentVault;
}): Promise<number> => {
  const { database, keys, vault } = parts;
  const rows = await database.$queryRaw<Misplaced[]>`
    select d.id, d.storage_key, s.id as from_id, s.ring_key_id as from_ring, s.wrapped as from_wrapped,
      o.id as to_id, o.ring_key_id as to_ring, o.wrapped as to_wrapped
    from document d join person p on p.id = d.person_id and p.key_id <> d.key_id
    join data_key s on s.id = d.key_id and s.wrapped is not null
    join data_key o on o.id = p.key_id and o.wrapped is not null
    order by d.created_at limit ${batch}`;
  let handedOver = 0;
  for (const row of rows) {
    const from = keys.open({ keyId: row.from_id, ringKeyId: row.from_ring, wrapped: row.from_wrapped });
    const to = keys.open({ keyId: row.to_id, ringKeyId: row.to_ring, wrapped: row.to_wrapped });
    const moved = await vault.reseal(from, to, row.id, row.storage_key);
    // What does not open or is missing is told where it is read; the others are not kept waiting.
    if (!moved.ok) continue;
    const { storageKey } = moved.value;
    const named = await database.$executeRaw`
      update document set storage_key = ${storageKey}, key_id = ${to.id}::uuid
      where id = ${row.id}::uuid and key_id = ${from.id}::uuid`;
    if (named === 1) await vault.delete(row.storage_key);
    handedOver += named;
  }
  return handedOver;
};
