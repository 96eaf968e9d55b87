import type { Answers } from '../../engine/vocabulary.ts';
import type { Services } from '../contract.ts';
import { openCase } from '../families/index.ts';
import type { Guarantor } from './guarantor-store.ts';
import { productNamed, termsOf } from './policy.ts';
import { rulesOfVersion } from './rules-store.ts';
import { scheduleOf } from './schedule.ts';
import type { Application, Transaction } from './store.ts';

/** Who asks, how much, over how long and in which instalments: told only to a number that was proven. */
export const guaranteeParams = async (
  transaction: Transaction,
  services: Services,
  guarantor: Guarantor,
  application: Application,
): Promise<Answers> => {
  const product = productNamed(
    await rulesOfVersion(transaction, application.rulesVersion),
    application.productKey,
  );
  if (!product) throw new Error(`the rules ${application.rulesVersion} have no ${application.productKey}`);
  const amount = Number(application.amountHalalas);
  const schedule = scheduleOf(termsOf(product, amount, application.months));
  const instalment = Math.max(
    ...schedule.map(({ principalHalalas, profitHalalas }) => principalHalalas + profitHalalas),
  );
  const { called } = await openCase(transaction, services, application.personId);
  return { guarantor: guarantor.id, family: called, amount, months: application.months, instalment };
};
