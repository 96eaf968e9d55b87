import type { Answers } from '../../engine/vocabulary.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { CommandHandler, CommandRequest, Effects, Refusal, Services } from '../contract.ts';
import { agreedTo, consentTexts, familyOf, recordConsents } from '../families/index.ts';
import { lockCase } from '../tasks/index.ts';
import { applyAgainOn } from './again.ts';
import { releaseGuarantor } from './guaranteed.ts';
import { needsGuarantor, productNamed, wishOf } from './policy.ts';
import { receiveQuotations } from './quotation-receive.ts';
import { type RulesOfApplication, rulesForSubmit } from './rules-of-application.ts';
import { beginStage } from './stages.ts';
import {
  type Application,
  grantedTo,
  insertApplication,
  lastApplicationOf,
  moveApplication,
  type Transaction,
} from './store.ts';
import { promisedDayOf } from './tell-family.ts';

export const outcomeOf = (application: Application): NonNullable<Effects['outcome']> => {
  const promisedDay = promisedDayOf(application);
  const waits = application.state === 'awaiting-guarantor';
  const begun = waits ? application.state : 'submitted';
  return {
    number: String(application.number),
    promisedDay,
    next: { key: `alerts:application-begun.${begun}`, params: { promisedDay } },
  };
};

/** The consent to a credit enquiry, asked on its own, with the words as they were shown. */
export const recordCreditConsent = ({ transaction, services, actor }: CommandRequest): Promise<void> =>
  recordConsents(transaction, services, actor, [
    { purpose: 'credit-enquiry', textKey: consentTexts['credit-enquiry'], given: true },
  ]);

interface Checked {
  readonly rules: RulesOfApplication;
  readonly needsGuarantor: boolean;
}

/** Under which rules an application stands and whether it needs a guarantor; or which answer they do not allow. */
export const checkWish = async (
  transaction: Transaction,
  services: Services,
  personId: string,
  answers: Answers,
  begunVersion: number | null,
): Promise<Result<Checked, Refusal>> => {
  const first = (await grantedTo(transaction, personId)) === 0;
  const found = await rulesForSubmit(transaction, services, answers, begunVersion, first);
  if (!found.ok) return found;
  const wished = wishOf(answers);
  const product = productNamed(found.value.rules, wished.product);
  return ok({
    rules: found.value,
    needsGuarantor: product !== null && needsGuarantor(product, wished.amountHalalas),
  });
};

/**
 * Ends the application for financing: its row under the rules with which it began, or those in force, the consent, the officers' task. Only for a
 * family that is registered and was not declined; one open application each, within the rules, and not before the day
 * from which a declined family may apply again.
 */
export const submitApplication: CommandHandler = async (request) => {
  const { transaction, services, actor, answers } = request;
  const { personId, key } = actor;
  await lockCase(transaction, personId);
  const family = await familyOf(transaction, personId);
  if (!family || family.state === 'declined' || !agreedTo(family)) {
    return fail({ question: 'review', problem: 'not-registered' });
  }
  if (answers.creditConsent !== true) return fail({ question: 'creditConsent', problem: 'needed' });
  const last = await lastApplicationOf(transaction, personId);
  if ((await applyAgainOn(transaction, services, last)) !== null) {
    return fail({ question: 'review', problem: 'too-early' });
  }
  const begunVersion = typeof answers.version === 'number' ? answers.version : null;
  const checked = await checkWish(transaction, services, personId, answers, begunVersion);
  if (!checked.ok) return fail(checked.error);
  const { version, told } = checked.value.rules;
  const application = await insertApplication(transaction, services, {
    familyId: family.id,
    personId,
    key,
    answers,
    rulesVersion: version,
    needsGuarantor: checked.value.needsGuarantor,
  });
  // The same application again is no clash: it stands already.
  if (!application)
    return last ? ok({ outcome: outcomeOf(last) }) : fail({ question: 'review', problem: 'open' });
  await recordCreditConsent(request);
  const owner = { key, womenOnly: family.womenOnly, uploadedBy: personId };
  await receiveQuotations(transaction, services, application, owner, answers);
  const freed = last ? await releaseGuarantor(transaction, services, last) : [];
  const waits = await moveApplication(transaction, services, application, 'await-guarantor', null);
  const begun = waits ?? application;
  await beginStage(transaction, services, begun, { key, womenOnly: family.womenOnly });
  return ok({
    outcome: outcomeOf(begun),
    messages: freed,
    ...(told ? { replies: [{ parts: [told] }] } : {}),
    ...(waits ? { openHere: { flow: 'name-guarantor', params: {} } } : {}),
    audit: [
      {
        action: 'consent.given',
        subjectKind: 'person',
        subjectId: personId,
        references: { purpose: 'credit-enquiry' },
      },
      {
        action: 'application.submitted',
        subjectKind: 'application',
        subjectId: application.id,
        references: { number: application.number, rules: version },
      },
    ],
  });
};
