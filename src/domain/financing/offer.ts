import type { Answers } from '../../engine/vocabulary.ts';
import type { Application } from './store.ts';

/** What the flow that puts an offer of less to the family is opened with. */
export const offerParams = (application: Application): Answers => ({
  application: String(application.number),
  asked: Number(application.amountHalalas),
  amount: Number(application.approvedHalalas ?? 0),
  months: application.approvedMonths ?? 0,
});
