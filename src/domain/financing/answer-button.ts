import type { Answers } from '../../engine/vocabulary.ts';
import type { ActionRequest, Actor, Effects } from '../contract.ts';
import { memberById } from '../families/index.ts';
import { readDetails } from '../tasks/index.ts';
import { correctionParams } from './correction-words.ts';
import { reopenGuarantee } from './guarantees.ts';
import { offerParams } from './offer.ts';
import { openApplication } from './opened.ts';
import { preparedStates } from './policy.ts';
import { stageTaskOf } from './stages.ts';
import { applicationByNumber, type Transaction } from './store.ts';
import { pictureReply } from './study-picture.ts';

const verbs: readonly string[] = [
  'offer',
  'contest',
  'guarantor',
  'respond',
  'correction',
  'agree',
  'quotation',
];

/** What the flow that answers an officer's question is opened with: the question as it was asked last. */
const questionOf = async (
  transaction: Transaction,
  { personId, key }: Actor,
  application: string,
): Promise<Answers> => {
  const task = await stageTaskOf(transaction, personId);
  const asked = (task ? readDetails(task, key).said : [])?.findLast(({ from }) => from === 'staff');
  const officer = asked?.by === undefined ? null : await memberById(transaction, asked.by);
  return {
    application,
    note: asked?.text ?? '',
    officer: officer?.name ?? '',
    officerSex: officer?.sex ?? '',
  };
};

/**
 * The buttons under what a family was told of its application: `act:offer:<number>`, `act:contest:<number>`,
 * `act:guarantor:<number>`, `act:guarantee:<number>` (the guarantor's own), `act:respond:<number>`, `act:correction:<number>`,
 * `act:agree:<number>`, `act:quotation:<number>` with the number of the quotation that is renewed, and `act:study-picture`.
 * Null for every other button, and for one that is not this person's; where it comes too late, the family hears so.
 */
export const applicationAction = async (request: ActionRequest): Promise<Effects | null> => {
  const { transaction, actor, parts } = request;
  const [verb, number = '', instead = ''] = parts;
  if (verb === 'guarantee' && /^\d{1,9}$/u.test(number)) {
    const opened = await reopenGuarantee(request, Number(number));
    return opened ?? { replies: [{ parts: [{ key: 'alerts:application-told.too-late' }] }] };
  }
  if (verb === 'study-picture') return { replies: [await pictureReply(request)] };
  if (!verbs.includes(verb ?? '') || !/^\d{1,9}$/u.test(number)) return null;
  const application = await applicationByNumber(transaction, Number(number));
  if (application?.personId !== actor.personId) return null;
  if (verb === 'offer' && application.state === 'offered') {
    const { product } = await openApplication(transaction, application, actor.key);
    return { openHere: { flow: 'loan-offer', params: offerParams(application, product) } };
  }
  if (verb === 'contest' && application.state === 'declined') {
    return { openHere: { flow: 'loan-objection', params: { application: number } } };
  }
  if (verb === 'agree' && application.state === 'awaiting-agreement') {
    return { openHere: { flow: 'agree-application', params: { application: number } } };
  }
  if (verb === 'guarantor' && application.state === 'awaiting-guarantor') {
    return { openHere: { flow: 'name-guarantor', params: {} } };
  }
  if (verb === 'respond' && application.state === 'needs-more') {
    return { openHere: { flow: 'answer-application', params: await questionOf(transaction, actor, number) } };
  }
  if (verb === 'quotation' && preparedStates.includes(application.state)) {
    const params = /^\d{1,3}$/u.test(instead) ? { instead } : {};
    return { openHere: { flow: 'send-quotation', params } };
  }
  if (verb === 'correction') {
    const params = correctionParams(await openApplication(transaction, application, actor.key));
    if (params) return { openHere: { flow: 'agree-correction', params } };
  }
  return { replies: [{ parts: [{ key: 'alerts:application-told.too-late' }] }] };
};
