import type { Answers } from '../../engine/vocabulary.ts';
import type { Services } from '../contract.ts';
import { openCase } from '../families/index.ts';
import type { Guarantor } from './guarantor-store.ts';
import { productNamed, repaymentPlan } from './policy.ts';
import { rulesOfVersion } from './rules-store.ts';
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
  const { months, graceMonths } = application;
  const plan = repaymentPlan(product, { amountHalalas: amount, months, graceMonths });
  const { called } = await openCase(transaction, services, application.personId);
  const { instalment } = plan;
  return { guarantor: guarantor.id, family: called, amount, months, instalment, plan: { ...plan } };
};
