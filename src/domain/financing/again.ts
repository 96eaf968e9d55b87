import { addDays, type IsoDate, todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Services } from '../contract.ts';
import { rulesOfVersion } from './rules-store.ts';
import { type Application, lastDeclineOf, type Transaction } from './store.ts';

/**
 * The day from which a family may apply again after its last application; null when it may now. Who said no to less, or
 * withdrew, was not declined by anybody.
 */
export const applyAgainOn = async (
  transaction: Transaction,
  services: Services,
  last: Application | null,
): Promise<IsoDate | null> => {
  if (last?.state !== 'declined') return null;
  const decline = await lastDeclineOf(transaction, last.id);
  if (!decline || decline.event === 'refuse') return null;
  const { applyAgainAfterDays } = await rulesOfVersion(transaction, last.rulesVersion);
  const day = addDays(todayInRiyadh(decline.at.getTime()), applyAgainAfterDays);
  return day > services.today ? day : null;
};
