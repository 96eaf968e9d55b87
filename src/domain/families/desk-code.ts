import type { Reply } from '../../engine/vocabulary.ts';
import { plainCode } from '../code.ts';
import type { Services } from '../contract.ts';
import { insertFamilyCode, type Transaction } from './store.ts';

/** Days for which a one-time code can be used. */
export const codeDays = 7;

/** A new code with which a family ties its own phone, shown to the officer once; an earlier one is void. */
export const deskCode = async (
  transaction: Transaction,
  services: Services,
  personId: string,
): Promise<Reply> => {
  const code = services.newCode();
  const expiresAt = new Date(services.now.getTime() + codeDays * 86_400_000);
  const codeHash = services.lookup('code', plainCode(code));
  await insertFamilyCode(transaction, services, { personId, codeHash, expiresAt });
  return { parts: [{ key: 'alerts:desk-code', params: { code: { code }, count: codeDays } }] };
};
