import type { Choice, Message, Param } from '../../engine/vocabulary.ts';
import { todayInRiyadh } from '../../kernel/iso-dates.ts';
import { bySex } from '../by-sex.ts';
import type { SourceRequest } from '../contract.ts';
import { memberById, openRequestsOf } from '../families/index.ts';
import { readDetails } from '../tasks/index.ts';
import { applyAgainOn } from './again.ts';
import { awaitedButtons, openUntil } from './application-clock.ts';
import { lastGuarantorOf, readNamed } from './guarantor-store.ts';
import { preparedStates } from './policy.ts';
import { quotationLackOf, quotationsOf } from './quotation-store.ts';
import { quotationStatus } from './quotation-words.ts';
import { stageTaskOf } from './stages.ts';
import { type Application, historyOf, lastDeclineOf, readDecision } from './store.ts';

/** What a family is told of its case, and the buttons to go on from there. */
export interface Timeline {
  readonly messages: readonly Message[];
  readonly choices: readonly Choice[];
}

const shortDay = (moment: Date): Param => ({ date: todayInRiyadh(moment.getTime()), as: 'weekday' });

/** Amount and months of what was approved or offered, with the application's number. */
const termsParams = ({ number, approvedHalalas, approvedMonths }: Application) => ({
  number: String(number),
  amount: { money: Number(approvedHalalas ?? 0) },
  months: { key: 'alerts:months', params: { count: approvedMonths ?? 0 } },
});

const waitsForNamed: { readonly [state: string]: string } = {
  invited: 'alerts:application-status.awaiting-guarantor-invited',
  opened: 'alerts:application-status.awaiting-guarantor-opened',
  proven: 'alerts:application-status.awaiting-guarantor-proven',
  expired: 'alerts:application-status.awaiting-guarantor-expired',
};

/** For whom an application waits that needs a guarantor: for whoever was named, or for the family to name somebody. */
const whoIsAwaited = async (
  { transaction, services, actor }: SourceRequest,
  application: Application,
): Promise<Message> => {
  const guarantor = await lastGuarantorOf(transaction, application.id);
  const number = String(application.number);
  const key = 'alerts:application-status.awaiting-guarantor';
  if (guarantor?.state === 'declined') {
    return { key: 'alerts:application-status.awaiting-guarantor-declined', params: { number } };
  }
  const waits = waitsForNamed[guarantor?.state ?? ''];
  if (!guarantor || waits === undefined) {
    return { key, params: { number, promisedDay: shortDay(application.promisedAt ?? services.now) } };
  }
  const { name } = readNamed(guarantor, actor.key);
  const until = shortDay(guarantor.expiresAt ?? services.now);
  return { key: waits, params: { number, name, until } };
};

/** Where an application stands now: what, with whom, and by which day. */
const nowOf = async (request: SourceRequest, application: Application): Promise<Message> => {
  const { transaction, services, actor } = request;
  const { state } = application;
  const key = `alerts:application-status.${state}`;
  const number = String(application.number);
  const promisedDay = shortDay(application.promisedAt ?? services.now);
  switch (state) {
    case 'awaiting-guarantor':
      return whoIsAwaited(request, application);
    case 'in-study': {
      const officer = application.claimedById ? await memberById(transaction, application.claimedById) : null;
      const params = { number, officer: officer?.name ?? { key: 'alerts:an-officer' }, promisedDay };
      return { key: bySex(key, officer?.sex), params };
    }
    case 'declined': {
      const refused = (await lastDeclineOf(transaction, application.id))?.event === 'refuse';
      const words = readDecision(application, actor.key);
      return refused
        ? { key: 'alerts:application-status.refused', params: { number } }
        : { key, params: { number, words: { said: words ?? '' } } };
    }
    case 'withdrawn': {
      const last = (await historyOf(transaction, application.id)).at(-1);
      const name = last?.event === 'take-back' ? 'taken-back' : state;
      return { key: `alerts:application-status.${name}`, params: { number } };
    }
    default:
      return { key, params: { ...termsParams(application), promisedDay } };
  }
};

/** Under which name a step of the history is told; what the family need not know is left out. */
const stepNames: { readonly [event: string]: string } = {
  submit: 'submitted',
  'write-at-desk': 'written',
  agree: 'agreed',
  'agree-on-paper': 'signed',
  disagree: 'disagreed',
  'take-back': 'taken-back',
  'guarantor-accepts': 'guaranteed',
  'guarantor-signs': 'guaranteed',
  'guarantor-lost': 'guarantor-lost',
  'ask-less': 'asked-less',
  claim: 'study',
  ask: 'asked',
  answer: 'answered',
  'mark-ready': 'ready',
  send: 'sent',
  return: 'returned',
  approve: 'approved',
  'approve-by-letter': 'approved',
  'approve-less': 'offered',
  'approve-less-by-letter': 'offered',
  accept: 'accepted',
  refuse: 'refused',
  decline: 'declined',
  'decline-by-letter': 'declined',
  object: 'objected',
  'object-without-guarantor': 'objected',
  withdraw: 'withdrawn',
  expire: 'expired',
  'hand-over': 'contracted',
};

/** Steps that are shown: the first, and the last ones. */
const mostSteps = 5;

/** What happened, and on which day; a study that only changed hands is no news. */
const stepsOf = async ({ transaction }: SourceRequest, { id }: Application): Promise<readonly Param[]> => {
  const steps = (await historyOf(transaction, id)).flatMap(({ event, fromState, toState, at }): Param[] => {
    const name = stepNames[event];
    if (name === undefined || fromState === toState) return [];
    const day = { date: todayInRiyadh(at.getTime()), as: 'day' } as const;
    return [{ key: `alerts:application-step.${name}`, params: { day } }];
  });
  const [first, ...others] = steps;
  return first === undefined ? [] : [first, ...others.slice(1 - mostSteps)];
};

/** States in which the family is told that nothing is needed of it: whether there is something else to say besides. */
const saysNothingNeeded: ReadonlyMap<string, boolean> = new Map([
  ['submitted', true],
  ['in-study', true],
  ['ready', true],
  ['at-bank', true],
  ['approved', false],
  ['contracted', false],
]);

/** What comes next, and what is missing from whom. */
const nextOf = async (
  request: SourceRequest,
  application: Application,
  isAwaited = false,
): Promise<readonly Message[]> => {
  const { transaction, services, actor } = request;
  const { state } = application;
  const key = `alerts:application-next.${state}`;
  if (state === 'declined') {
    if ((await lastDeclineOf(transaction, application.id))?.event === 'refuse')
      return [{ key: 'alerts:application-next.again' }];
    const again = await applyAgainOn(transaction, services, application);
    return again === null ? [{ key }] : [{ key: `${key}-until`, params: { day: { date: again } } }];
  }
  const until = await openUntil(transaction, application);
  if (state === 'needs-more') {
    const task = await stageTaskOf(transaction, actor.personId);
    const note = (task ? readDetails(task, actor.key).said : [])?.findLast(({ from }) => from === 'staff');
    const params = {
      note: { said: note?.text ?? '' },
      until: { date: until ?? services.today, as: 'weekday' as const },
    };
    return [{ key, params }];
  }
  if (state === 'offered' || state === 'awaiting-agreement')
    return [{ key, params: { until: { date: until ?? services.today, as: 'weekday' } } }];
  // Nobody reads that nothing is needed above what is.
  const saysMore = isAwaited ? saysNothingNeeded.get(state) : undefined;
  if (saysMore === undefined) return [{ key }];
  return saysMore ? [{ key: `${key}-awaits` }] : [];
};

const buttonsOf = async (
  { transaction }: SourceRequest,
  application: Application,
): Promise<readonly Choice[]> => {
  if (application.state !== 'declined') return awaitedButtons(application);
  const refused = (await lastDeclineOf(transaction, application.id))?.event === 'refuse';
  return refused
    ? []
    : [{ id: `act:contest:${application.number}`, label: { key: 'alerts:family.button.object' } }];
};

/** What is told of the quotations while the application is prepared: afterwards nobody asks for them any more. */
const quotationsIn = async (
  { transaction, services, actor }: SourceRequest,
  application: Application,
): Promise<Timeline> => {
  if (!preparedStates.includes(application.state)) return { messages: [], choices: [] };
  const quotations = await quotationsOf(transaction, application.id, actor.key);
  const lack = await quotationLackOf(transaction, application, services.today);
  return quotationStatus(quotations, lack, application.number, services.today);
};

/** What a refusal of an application was told with, and how to object. */
export const refusalOf = async (
  request: SourceRequest,
  application: Application,
): Promise<readonly Message[]> => [
  await nowOf(request, application),
  ...(await nextOf(request, application)),
];

/**
 * Where an application stands, as a family asks for it: where it is now and by when it hears, what happened on which day,
 * what comes next and what is missing from whom, in some eight short lines.
 */
export const timelineOf = async (request: SourceRequest, application: Application): Promise<Timeline> => {
  const quotations = await quotationsIn(request, application);
  const asked = await openRequestsOf(request.transaction, request.actor.personId);
  return {
    messages: [
      await nowOf(request, application),
      {
        key: 'alerts:application-steps',
        params: { steps: { list: await stepsOf(request, application), as: 'lines' } },
      },
      ...(await nextOf(request, application, asked.length + quotations.choices.length > 0)),
      ...quotations.messages,
    ],
    choices: [...(await buttonsOf(request, application)), ...quotations.choices],
  };
};
