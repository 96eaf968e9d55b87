import type { Answers } from '../../engine/vocabulary.ts';
import { addDays } from '../../kernel/iso-dates.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { PersonKey, Refusal, Services } from '../contract.ts';
import { createTask, moveTask } from '../tasks/index.ts';
import { endOfDay } from '../working-days.ts';
import { applyAgainOn } from './again.ts';
import { laterRules } from './rules.ts';
import { rulesInForce } from './rules-store.ts';
import { type Application, insertApplication, lastApplicationOf, type Transaction } from './store.ts';
import { checkWish } from './submit.ts';

/** For whom an application is written at the desk. */
export interface AppliedFor {
  readonly familyId: string;
  readonly personId: string;
  readonly key: PersonKey;
  readonly womenOnly: boolean;
}

/**
 * Writes an application at the desk, as the family answered there: by the same rules as its own would be, and nothing
 * before the family agrees. The case is locked by the caller. What waits for the agreement is the task of who wrote it.
 */
export const writeAtDesk = async (
  transaction: Transaction,
  services: Services,
  { familyId, personId, key, womenOnly }: AppliedFor,
  memberId: string,
  answers: Answers,
): Promise<Result<Application, Refusal>> => {
  const last = await lastApplicationOf(transaction, personId);
  if ((await applyAgainOn(transaction, services, last)) !== null)
    return fail({ question: 'deskReview', problem: 'too-early' });
  const begunVersion = typeof answers.version === 'number' ? answers.version : null;
  const checked = await checkWish(transaction, services, personId, answers, begunVersion);
  if (!checked.ok) return checked;
  const application = await insertApplication(transaction, services, {
    familyId,
    personId,
    key,
    answers,
    rulesVersion: checked.value.rules.version,
    needsGuarantor: checked.value.needsGuarantor,
    assistedById: memberId,
  });
  if (!application) return fail({ question: 'deskReview', problem: 'open' });
  const days = (await rulesInForce(transaction))?.rules.agreementTaskDays ?? laterRules.agreementTaskDays;
  const task = await createTask(transaction, services, {
    kind: 'application',
    personId,
    key,
    topic: 'agreement',
    womenOnly,
    details: { application: application.number },
    dueAt: endOfDay(addDays(services.today, days)),
  });
  await moveTask(transaction, services, task, 'claim', { claimedById: memberId });
  return ok(application);
};
