import type { Answers } from '../../engine/vocabulary.ts';
import { amountLimits, type OfferLimits, repaymentPlan } from './policy.ts';
import type { FinancingProduct } from './rules.ts';
import type { Application } from './store.ts';

/** What an application's offer is measured by; the product is the one of its own rules. */
export const offerLimits = (
  { amountHalalas, months }: Pick<Application, 'amountHalalas' | 'months'>,
  product: FinancingProduct,
): OfferLimits => ({
  askedHalalas: Number(amountHalalas),
  askedMonths: months,
  // A ceiling of a first financing changes nothing at the other end.
  leastHalalas: amountLimits(product, false).least,
  mostMonths: product.maximumMonths,
});

/** What the flow that puts an offer to the family is opened with. */
export const offerParams = (application: Application, product: FinancingProduct): Answers => {
  const amount = Number(application.approvedHalalas ?? 0);
  const months = application.approvedMonths ?? 0;
  const plan = repaymentPlan(product, {
    amountHalalas: amount,
    months,
    graceMonths: application.graceMonths,
  });
  return {
    application: String(application.number),
    asked: Number(application.amountHalalas),
    askedMonths: application.months,
    amount,
    months,
    instalment: plan.instalment,
    plan: { ...plan },
  };
};
