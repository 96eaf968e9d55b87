import type { Choice, Message } from '../../engine/vocabulary.ts';
import { addDays, todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Effects, Services } from '../contract.ts';
import { lockCase } from '../tasks/index.ts';
import { startOfDay } from '../working-days.ts';
import { correctionById, correctionsUnanswered, markCorrection } from './correction-store.ts';
import { tellStudy } from './guaranteed.ts';
import type { FinancingRules } from './rules.ts';
import { rulesInForce } from './rules-store.ts';
import { applicationById, type Transaction } from './store.ts';
import { tellFamily } from './tell-family.ts';

/** Days after which a family that did not answer is reminded, once; and after which its officer is asked to call. */
type Days = Pick<FinancingRules, 'agreementReminderDays' | 'agreementTaskDays'>;

/** Corrections that one run of the job takes; what is left waits for the next run. */
const batch = 50;

type Done = Required<Pick<Effects, 'messages' | 'audit'>>;

const nothing: Done = { messages: [], audit: [] };

const inTime = async (
  transaction: Transaction,
  services: Services,
  seenId: string,
  { agreementReminderDays, agreementTaskDays }: Days,
): Promise<Done> => {
  const seen = await correctionById(transaction, seenId);
  const before = seen && (await applicationById(transaction, seen.applicationId));
  if (!before) return nothing;
  await lockCase(transaction, before.personId);
  const correction = await correctionById(transaction, seenId);
  const application = await applicationById(transaction, before.id);
  if (correction?.state !== 'proposed' || !application) return nothing;
  const { id } = correction;
  const waits = (days: number): boolean =>
    services.today >= addDays(todayInRiyadh(correction.proposedAt.getTime()), days);
  const number = String(application.number);
  const audit = (action: string): Done['audit'] => [
    {
      action: `study-correction.${action}`,
      subjectKind: 'application',
      subjectId: application.id,
      references: { number: application.number, correction: id },
    },
  ];
  if (waits(agreementTaskDays) && correction.raisedAt === null) {
    // Whoever was not reminded in time is not reminded with the officer's call either.
    const marks = { raisedAt: services.now, remindedAt: correction.remindedAt ?? services.now };
    await markCorrection(transaction, correction, marks);
    const key = await services.keyOf(transaction, application.personId);
    await tellStudy(transaction, services, application, key, 'correction-unanswered');
    return { messages: [], audit: audit('raised') };
  }
  if (!waits(agreementReminderDays) || correction.remindedAt !== null) return nothing;
  await markCorrection(transaction, correction, { remindedAt: services.now });
  const message: Message = { key: 'alerts:application-family.correction-reminder', params: { number } };
  const choice: Choice = {
    id: `act:correction:${number}`,
    label: { key: 'alerts:application-button.correction' },
  };
  const onceKey = `correction:${id}:reminded`;
  return {
    messages: [await tellFamily(transaction, services, application, message, { onceKey, choices: [choice] })],
    audit: audit('reminded'),
  };
};

/** A family that does not say whether it agrees to a correction is reminded once; then its officer has it to call. */
export const correctionsInTime = async (transaction: Transaction, services: Services): Promise<Done> => {
  const rules = (await rulesInForce(transaction))?.rules;
  if (!rules) return nothing;
  const { today } = services;
  const waiting = await correctionsUnanswered(
    transaction,
    {
      remindBefore: startOfDay(addDays(today, 1 - rules.agreementReminderDays)),
      raiseBefore: startOfDay(addDays(today, 1 - rules.agreementTaskDays)),
    },
    batch,
  );
  const done: Done[] = [];
  for (const { id } of waiting) done.push(await inTime(transaction, services, id, rules));
  return {
    messages: done.flatMap(({ messages }) => messages),
    audit: done.flatMap(({ audit }) => audit),
  };
};
