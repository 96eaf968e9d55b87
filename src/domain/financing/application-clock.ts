import type { Choice, Message } from '../../engine/vocabulary.ts';
import { addDays, type IsoDate, todayInRiyadh } from '../../kernel/iso-dates.ts';
import type { Effects, MessageToPerson, Services } from '../contract.ts';
import { hasContact } from '../families/index.ts';
import { lockCase, moveTask } from '../tasks/index.ts';
import { startOfDay } from '../working-days.ts';
import { releaseGuarantor } from './guaranteed.ts';
import { isLive, lastGuarantorOf } from './guarantor-store.ts';
import type { FinancingRules } from './rules.ts';
import { rulesInForce } from './rules-store.ts';
import { stageTaskOf } from './stages.ts';
import { awaitingFamily } from './states.ts';
import {
  type Application,
  applicationById,
  applicationsAwaitingFamily,
  markReminded,
  moveApplication,
  type Transaction,
} from './store.ts';
import { guarantorButton, tellFamily, tellMembers } from './tell-family.ts';

/** Applications that one run of the job takes; what is left waits for the next run. */
const batch = 200;

type Done = Required<Pick<Effects, 'messages' | 'audit'>>;

const nothing: Done = { messages: [], audit: [] };

type Days = Pick<FinancingRules, 'remindAfterDays' | 'expireAfterDays'>;

/** What the desk wrote is read sooner, and is kept for as long as what a family left half-way. */
const daysOf = (state: string, rules: FinancingRules): Days =>
  state === 'awaiting-agreement'
    ? { remindAfterDays: rules.agreementReminderDays, expireAfterDays: rules.draftEndsDays }
    : rules;

/** Days between the reminder and the end: whoever is reminded late still has all of them. */
const daysLeft = ({ remindAfterDays, expireAfterDays }: Days): number => expireAfterDays - remindAfterDays;

/** Since when an application waits for its family; null while it waits for the guarantor whom it named. */
const waitsSince = async (transaction: Transaction, application: Application): Promise<Date | null> => {
  if (application.state !== 'awaiting-guarantor') return application.updatedAt;
  const guarantor = await lastGuarantorOf(transaction, application.id);
  if (!guarantor) return application.updatedAt;
  if (isLive(guarantor)) return null;
  return guarantor.updatedAt > application.updatedAt ? guarantor.updatedAt : application.updatedAt;
};

/** The button that leads the family to what an application waits for; none where it waits for nothing of hers. */
export const awaitedButtons = (application: Application): readonly Choice[] => {
  const { state, number } = application;
  if (state === 'awaiting-guarantor') return [guarantorButton(application)];
  if (state === 'offered')
    return [{ id: `act:offer:${number}`, label: { key: 'alerts:application-button.offer' } }];
  if (state === 'needs-more')
    return [{ id: `act:respond:${number}`, label: { key: 'alerts:application-button.respond' } }];
  if (state === 'awaiting-agreement')
    return [{ id: `act:agree:${number}`, label: { key: 'alerts:application-button.agree' } }];
  return [];
};

/** The last day of a family that was reminded since it is waited for; null where it was not. */
const lastDayOf = ({ remindedAt }: Application, since: Date | null, rules: Days): IsoDate | null =>
  since !== null && remindedAt !== null && remindedAt >= since
    ? addDays(todayInRiyadh(remindedAt.getTime()), daysLeft(rules))
    : null;

/** The last day on which the family may still answer, by the days in force; null where nobody waits for her. */
export const openUntil = async (
  transaction: Transaction,
  application: Application,
): Promise<IsoDate | null> => {
  const force = await rulesInForce(transaction);
  const since = await waitsSince(transaction, application);
  if (!force || since === null) return null;
  const days = daysOf(application.state, force.rules);
  return lastDayOf(application, since, days) ?? addDays(todayInRiyadh(since.getTime()), days.expireAfterDays);
};

/** What the desk wrote may be for a family without a chat; all others are written to wherever they come to have one. */
const isReached = async (transaction: Transaction, { state, personId }: Application): Promise<boolean> =>
  state !== 'awaiting-agreement' || (await hasContact(transaction, personId));

const remind = async (
  transaction: Transaction,
  services: Services,
  application: Application,
  rules: Days,
): Promise<Done> => {
  await markReminded(transaction, application, services.now);
  const { id, version, number, state } = application;
  const until = { date: addDays(services.today, daysLeft(rules)), withHijri: true };
  const message: Message = {
    key: `alerts:application-reminder.${state}`,
    params: { number: String(number), until },
  };
  const onceKey = `application:${id}:v${version}:reminded-${services.today}`;
  const choices = awaitedButtons(application);
  // Who has no chat signs at the desk: its officer is reminded.
  const messages = (await isReached(transaction, application))
    ? [await tellFamily(transaction, services, application, message, { onceKey, choices })]
    : await tellMembers(transaction, application, [application.assistedById], 'unanswered');
  return {
    messages,
    audit: [
      {
        action: 'application.reminded',
        subjectKind: 'application',
        subjectId: id,
        references: { number, state },
      },
    ],
  };
};

const expire = async (
  transaction: Transaction,
  services: Services,
  application: Application,
): Promise<Done> => {
  const { state, number, id, personId } = application;
  const expired = await moveApplication(transaction, services, application, 'expire', 'clock');
  if (!expired) return nothing;
  const task = await stageTaskOf(transaction, personId);
  if (task) await moveTask(transaction, services, task, 'finish');
  const message: Message = {
    key: `alerts:application-expired.${state}`,
    params: { number: String(number) },
  };
  const again: Choice = { id: 'loan-application', label: { key: 'alerts:application-button.again' } };
  const told: MessageToPerson = await tellFamily(transaction, services, expired, message, {
    onceKey: `application:${id}:expired`,
    choices: [again],
  });
  const hasChat = await isReached(transaction, application);
  const isDesks = state === 'awaiting-agreement';
  const who = [
    task?.claimedById ?? null,
    expired.claimedById,
    state === 'offered' ? expired.sentById : null,
    isDesks ? expired.assistedById : null,
  ];
  return {
    messages: [
      ...(hasChat ? [told] : []),
      ...(await tellMembers(transaction, expired, who, isDesks ? 'lapsed' : 'expired')),
      ...(await releaseGuarantor(transaction, services, expired)),
    ],
    audit: [
      { action: 'application.expired', subjectKind: 'application', subjectId: id, references: { number } },
    ],
  };
};

const inTime = async (
  transaction: Transaction,
  services: Services,
  seen: Application,
  force: FinancingRules,
): Promise<Done> => {
  await lockCase(transaction, seen.personId);
  const application = await applicationById(transaction, seen.id);
  if (!application || application.version !== seen.version) return nothing;
  const rules = daysOf(application.state, force);
  const since = await waitsSince(transaction, application);
  const lastDay = lastDayOf(application, since, rules);
  if (lastDay !== null) {
    return services.today > lastDay ? expire(transaction, services, application) : nothing;
  }
  const isDue =
    since !== null && services.today >= addDays(todayInRiyadh(since.getTime()), rules.remindAfterDays);
  if (isDue) return remind(transaction, services, application, rules);
  // Something happened since the reminder (a guarantor was named and declined): the days are counted anew.
  if (application.remindedAt !== null) await markReminded(transaction, application, null);
  return nothing;
};

/**
 * What time brings about for applications that wait for their families: a reminder with the last day, and, when that has
 * passed, a kind end. Nothing ends of which the family was not reminded before.
 */
export const applicationsInTime = async (transaction: Transaction, services: Services): Promise<Done> => {
  const force = await rulesInForce(transaction);
  if (!force) return nothing;
  const waiting: Application[] = [];
  for (const state of awaitingFamily) {
    const days = daysOf(state, force.rules);
    const since = {
      waitingSince: startOfDay(addDays(services.today, 1 - days.remindAfterDays)),
      remindedBefore: startOfDay(addDays(services.today, -daysLeft(days))),
    };
    waiting.push(...(await applicationsAwaitingFamily(transaction, state, since, batch)));
  }
  const messages: MessageToPerson[] = [];
  const audit: Done['audit'][number][] = [];
  for (const application of waiting) {
    const done = await inTime(transaction, services, application, force.rules);
    messages.push(...done.messages);
    audit.push(...done.audit);
  }
  return { messages, audit };
};
