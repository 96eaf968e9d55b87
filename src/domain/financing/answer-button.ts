import type { ActionRequest, Effects } from '../contract.ts';
import { offerParams } from './offer.ts';
import { applicationByNumber } from './store.ts';
import { pictureReply } from './study-picture.ts';

/**
 * The buttons under what a family was told of its application: `act:offer:<number>`, `act:contest:<number>`,
 * `act:guarantor:<number>` and `act:study-picture`. Null for every other button, and for one that is not this person's;
 * where it comes too late, the family hears so.
 */
export const applicationAction = async (request: ActionRequest): Promise<Effects | null> => {
  const { transaction, actor, parts } = request;
  const [verb, number = ''] = parts;
  if (verb === 'study-picture') return { replies: [await pictureReply(request)] };
  if ((verb !== 'offer' && verb !== 'contest' && verb !== 'guarantor') || !/^\d{1,9}$/u.test(number))
    return null;
  const application = await applicationByNumber(transaction, Number(number));
  if (application?.personId !== actor.personId) return null;
  if (verb === 'offer' && application.state === 'offered') {
    return { openHere: { flow: 'loan-offer', params: offerParams(application) } };
  }
  if (verb === 'contest' && application.state === 'declined') {
    return { openHere: { flow: 'loan-objection', params: { application: number } } };
  }
  if (verb === 'guarantor' && application.state === 'awaiting-guarantor') {
    return { openHere: { flow: 'name-guarantor', params: {} } };
  }
  return { replies: [{ parts: [{ key: 'alerts:application-told.too-late' }] }] };
};
