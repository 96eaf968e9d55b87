import { Prisma, type Transaction } from '../db/client.ts';
import type { PersonKeys } from '../secrets/person-keys.ts';

/** The row that nobody is: the association owns what hangs on it, under a key that no erasure destroys. */
const associationId = '00000000-0000-7000-8000-000000000001';

interface Row {
  readonly key_id: string;
  readonly made: string | null;
}

/**
 * The association as an owner of documents: its row and its key are made when they are first needed, once, whoever is
 * faster.
 * @returns the id under which documents are its own
 */
export const associationPerson = async (
  transaction: Transaction,
  keys: PersonKeys,
  newId: () => string,
): Promise<string> => {
  const id = Prisma.sql`${associationId}::uuid`;
  await transaction.$executeRaw`
    insert into person (id, key_id) values (${id}, ${newId()}::uuid) on conflict (id) do nothing`;
  const rows = await transaction.$queryRaw<Row[]>`
    select p.key_id, (select k.id from data_key k where k.id = p.key_id) as made
    from person p where p.id = ${id} for no key update of p`;
  const row = rows[0];
  if (row && row.made === null) {
    const { ringKeyId, wrapped } = keys.create(row.key_id);
    await transaction.$executeRaw`
      insert into data_key (id, person_id, ring_key_id, wrapped)
      values (${row.key_id}::uuid, ${id}, ${ringKeyId}, ${wrapped})`;
  }
  return associationId;
};

/** Makes the key of letters that became the association's own before it had one; nothing where it owns nothing. */
export const completeAssociation = async (
  transaction: Transaction,
  keys: PersonKeys,
  newId: () => string,
): Promise<void> => {
  const lacking = await transaction.$queryRaw<{ readonly id: string }[]>`
    select p.id from person p where p.id = ${associationId}::uuid
      and not exists (select 1 from data_key k where k.id = p.key_id)`;
  if (lacking.length > 0) await associationPerson(transaction, keys, newId);
};
